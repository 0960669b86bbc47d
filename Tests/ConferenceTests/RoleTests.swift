import Conference
import Testing

struct RoleTests {
    /// The table of who may do what, read the other way.
    @Test(
        arguments: [
            (.keepOwnAccount, [.owner, .organiser, .reader, .door, .needs]),
            (.readAttendees, [.owner, .organiser, .reader, .needs]), (.changeAttendees, [.owner, .organiser]),
            (.readNeeds, [.owner, .needs]), (.readSettings, [.owner, .organiser, .reader]),
            (.changeSettings, [.owner, .organiser]), (.handleMail, [.owner, .organiser]),
            (.checkIn, [.owner, .organiser, .door]), (.readLog, [.owner, .organiser]), (.manageTeam, [.owner]),
            (.makeKeys, [.owner, .organiser, .needs]),
        ] as [(Permission, Set<Role>)])
    func `a permission is held by these roles`(permission: Permission, roles: Set<Role>) {
        #expect(Set(Role.allCases.filter { Set([$0]).allow(permission) }) == roles)
    }

    @Test func `nobody without a role may do more than keep the account`() {
        #expect(Permission.allCases.filter(Set<Role>().allow) == [.keepOwnAccount])
    }

    @Test func `several roles allow what any of them does`() {
        for first in Role.allCases {
            for second in Role.allCases {
                let allowed = Set(Permission.allCases.filter(Set([first, second]).allow))
                #expect(allowed == first.permissions.union(second.permissions))
            }
        }
    }
}
