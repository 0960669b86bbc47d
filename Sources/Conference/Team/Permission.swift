/// What somebody who is signed in may do. Each address of the organisers names the one it needs.
package enum Permission: Sendable, CaseIterable {
    /// To sign out, to choose a password and the like: whoever is signed in may, whatever the role.
    case keepOwnAccount
    case readAttendees
    case changeAttendees
    /// Answers about food and access, and to the organisers' own questions that are marked as sensitive.
    case readNeeds
    /// Quotas, questions and workshops.
    case readSettings
    case changeSettings
    case handleMail
    case checkIn
    case readLog
    case manageTeam
    /// To make and revoke keys for programs, which may do no more than who made them.
    case makeKeys
}

extension Role {
    /// The whole table of who may do what.
    package var permissions: Set<Permission> {
        switch self {
        case .owner: Set(Permission.allCases)
        case .organiser: Set(Permission.allCases).subtracting([.readNeeds, .manageTeam])
        case .reader: [.keepOwnAccount, .readAttendees, .readSettings]
        case .door: [.keepOwnAccount, .checkIn]
        case .needs: [.keepOwnAccount, .readAttendees, .readNeeds, .makeKeys]
        }
    }
}

extension Set<Role> {
    package func allow(_ permission: Permission) -> Bool {
        permission == .keepOwnAccount || contains { $0.permissions.contains(permission) }
    }

    /// In the order they are shown in.
    package var inOrder: [Role] { Role.allCases.filter(contains) }
}
