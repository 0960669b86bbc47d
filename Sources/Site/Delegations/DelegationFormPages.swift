import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/grupp`, `/grupp/{link}/fler` and `/kommun/{link}/anmalan`: one contact registers many.
///
/// Preview and send look at the same form. What is good is kept and registered, what is not stays to be mended.
struct DelegationFormPages: Sendable {
    let signUp: SignUpPages
    let problems: ProblemPages

    private var store: Store { signUp.store }

    /// A form may lie open this long.
    private static let tokenSeconds: Int64 = 14 * 24 * 3600
    /// A form that has lain open for longer gets a new token at its first preview, so that it can still hold seats.
    private static let restartSeconds: Int64 = SeatHoldLimits.secondsInAll - SeatHoldLimits.seconds

    @Sendable func show(_ visit: Visit) async throws -> Response { try await show(visit, Way()) }
    @Sendable func submit(_ visit: Visit) async throws -> Response { try await submit(visit, Way()) }

    func showMore(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let known = try await store.delegation(link: link) else { return problems.notFound(visit) }
        return try await show(visit, Way(known: Known(link: link, contact: known.contact)))
    }

    func submitMore(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let known = try await store.delegation(link: link) else { return problems.notFound(visit) }
        return try await submit(visit, Way(known: Known(link: link, contact: known.contact)))
    }

    func show(_ visit: Visit, ofKommun link: SecretLink) async throws -> Response {
        guard let kommun = try await store.kommun(link: link, now: visit.now) else { return problems.notFound(visit) }
        return try await show(visit, Way(kommun: OfKommun(link: link, kommun: kommun)))
    }

    func submit(_ visit: Visit, ofKommun link: SecretLink) async throws -> Response {
        guard let kommun = try await store.kommun(link: link, now: visit.now) else { return problems.notFound(visit) }
        return try await submit(visit, Way(kommun: OfKommun(link: link, kommun: kommun)))
    }

    /// How the contact came to the form.
    private struct Way {
        var known: Known?
        var kommun: OfKommun?

        func with(_ known: Known) -> Way { Way(known: known, kommun: kommun) }
    }

    /// A delegation that more people are added to.
    private struct Known {
        let link: SecretLink
        let contact: DelegationContact
    }

    /// A kommun that registers its own people.
    private struct OfKommun {
        let link: SecretLink
        let kommun: Kommun
    }

    private func show(_ visit: Visit, _ way: Way) async throws -> Response {
        guard case .open = try await store.conference()?.signUp(at: visit.now) else {
            return try await signUp.closed(visit, status: .ok, typed: nil)
        }
        return page(visit, DelegationDraft(), DelegationReview(), newToken(visit), way)
    }

    private func submit(_ visit: Visit, _ way: Way) async throws -> Response {
        var draft = try DelegationDraft(visit)
        if let known = way.known { draft.keepsTogether = known.contact.keepsTogether }
        if let kommun = way.kommun?.kommun {
            draft.shared[.organisationType] = OrganisationType.kommun.rawValue
            draft.shared[.kommun] = kommun.code
        }
        var review = DelegationReview()
        let sent = sentToken(draft, visit)
        let token = sent ?? newToken(visit)
        if draft.action == .more {
            draft.rows += Array(repeating: DelegationRow(), count: DelegationDraft.rowStep)
            draft.rows = Array(draft.rows.prefix(DelegationTable.rowLimit))
            return page(visit, draft, review, token, way)
        }
        if case .remove(let row) = draft.action {
            if (1...DelegationTable.rowLimit).contains(row), row <= draft.rows.count { draft.rows.remove(at: row - 1) }
            if !draft.isPreviewed { return page(visit, draft, review, token, way) }
        }
        if sent == nil {
            review.general.append(FormToken.problem(visit))
        }
        if draft.isFilledByProgram { review.general.append(Honeypot.problem(visit)) }
        let isSending = draft.action == .send
        let contact = try await look(visit, &draft, &review, way, isSending: isSending)
        guard case .open = try await store.conference()?.signUp(at: visit.now) else {
            return try await afterClosing(visit, draft, review, token, contact, way, isSending: isSending)
        }
        if isSending, review.mayBeSent {
            return try await send(visit, &draft, review, token, contact, way)
        }
        return try await preview(visit, &draft, review, token, way)
    }

    // MARK: Looking

    /// Reads what was pasted, checks everything, and returns the contact.
    private func look(
        _ visit: Visit, _ draft: inout DelegationDraft, _ review: inout DelegationReview, _ way: Way,
        isSending: Bool
    ) async throws -> DelegationContact {
        do throws(TableProblemAt) {
            review.ignoredHeadings = try draft.takeTables()
        } catch {
            review.tableProblem = error
        }
        draft.removeBlankRows()
        if draft.rows.count > DelegationTable.rowLimit {
            review.general.append(
                TableProblem.tooManyRows(limit: DelegationTable.rowLimit).message[visit.language])
        }
        review.isEmpty = draft.rows.isEmpty && review.tableProblem == nil
        let contact = way.known?.contact ?? checkedContact(visit, draft, &review)

        let addresses = Set(draft.rows.map { EmailAddress.key($0[.email].trimmed) }.filter { !$0.isEmpty })
        var registered: Set<String> = []
        if !isSending, !addresses.isEmpty, review.general.isEmpty {
            // Whether somebody is registered is asked here by anybody, so not without end.
            review.waitSeconds = signUp.pace.count(
                1 + addresses.count / 10, from: visit.request.remoteAddress, now: visit.now)
            if review.waitSeconds == nil { registered = try await store.registeredAddresses(among: addresses) }
        }
        let check = DelegationCheck(
            Array(draft.rows.prefix(DelegationTable.rowLimit)), columns: draft.columns, shared: draft.shared,
            kommuner: store.kommuner, contact: contact.address, registered: registered,
            meant: { meant($0, draft) })
        review.rows = way.kommun.map { of in check.rows.map { $0.keeping(to: of.kommun) } } ?? check.rows
        review.sharedProblems = check.sharedProblems
        return contact
    }

    private func checkedContact(
        _ visit: Visit, _ draft: DelegationDraft, _ review: inout DelegationReview
    ) -> DelegationContact {
        let name = RegistrationForm.check(.contactName, typed: draft.contactName, kommuner: store.kommuner)
        var email = RegistrationForm.check(.contactEmail, typed: draft.contactEmail, kommuner: store.kommuner)
        if email.problem == nil, let meant = meant(email.answer, draft) {
            email.problem = FieldProblem(field: .contactEmail, kind: .likelyTypo(meant: meant))
        }
        review.contactProblems = [name.problem, email.problem].compactMap { $0 }
        return DelegationContact(
            name: name.answer, email: email.answer, language: visit.language, keepsTogether: draft.keepsTogether)
    }

    private func meant(_ address: String, _ draft: DelegationDraft) -> String? {
        draft.questioned.contains(address) ? nil : signUp.suggestion.suggestion(for: address)
    }

    // MARK: Preview

    private func preview(
        _ visit: Visit, _ draft: inout DelegationDraft, _ review: DelegationReview, _ token: FormToken, _ way: Way
    ) async throws -> Response {
        var (review, token) = (review, token)
        let age = Int64(visit.now.timeIntervalSince1970) - token.issuedAt
        if !draft.isPreviewed, age > Self.restartSeconds { token = newToken(visit) }
        draft.isPreviewed = true
        if review.general.isEmpty, review.waitSeconds == nil {
            review.held = try await store.holdSeats(
                for: review.good.map(\.registration.group), keepsTogether: draft.keepsTogether, token: token,
                address: visit.request.remoteAddress, now: visit.now)
        }
        return page(visit, draft, review, token, way)
    }

    // MARK: Sending

    private func send(
        _ visit: Visit, _ draft: inout DelegationDraft, _ review: DelegationReview, _ token: FormToken,
        _ contact: DelegationContact, _ way: Way
    ) async throws -> Response {
        var review = review
        let good = review.good
        if draft.keepsTogether, good.count < draft.rows.count {
            review.general.append(
                visit(
                    "Ni vill ha platser tillsammans. Rätta eller ta bort dem som är markerade, så kan alla anmälas på en gång.",
                    "You want seats together. Correct or remove those that are marked, so that all can be registered at "
                        + "once."))
            return page(visit, draft, review, token, way)
        }
        // A mail goes to each of them: a quarter of a sign-up's weight, so that large groups are let in.
        if let wait = signUp.pace.count(1 + good.count / 4, from: visit.request.remoteAddress, now: visit.now) {
            review.waitSeconds = wait
            return page(visit, draft, review, token, way)
        }
        let link = way.known?.link ?? contactLink(token)
        let members = good.map {
            NewMember($0.registration, link: personalLink(token, $0.registration, round: draft.round))
        }
        switch try await register(members, contact, token, way, visit) {
        case .notFound: return problems.notFound(visit)
        case .closed: return try await tooLate(visit, draft)
        case .incomplete(let taken):
            review.mark(registered: taken.map { good[$0].index })
            return page(visit, draft, review, token, way)
        case .registered(let outcomes):
            let taken = zip(good, outcomes).filter { $1 == .emailTaken }.map(\.0.index)
            let done = Set(good.map(\.index)).subtracting(taken)
            if done.count == draft.rows.count {
                let kommun = way.kommun.map { visit.path(.kommun($0.link)) + "?done=registered" }
                return .seeOther(kommun ?? visit.path(.delegation(link)))
            }
            review.mark(registered: taken)
            review.registered = done.count
            review.rows = review.rows.enumerated().filter { !done.contains($0.offset) }
                .map { $0.element.behindThoseRegistered }
            draft.rows = draft.rows.enumerated().filter { !done.contains($0.offset) }.map(\.element)
            if !done.isEmpty { draft.round += 1 }
            return page(
                visit, draft, review, token, done.isEmpty ? way : way.with(Known(link: link, contact: contact)),
                isStillNew: way.known == nil)
        }
    }

    private func register(
        _ members: [NewMember], _ contact: DelegationContact, _ token: FormToken, _ way: Way, _ visit: Visit
    ) async throws -> DelegationOutcome {
        guard let known = way.known else {
            return try await store.register(
                delegation: contact, link: contactLink(token), members: members, token: token,
                kommun: way.kommun?.link, now: visit.now)
        }
        return try await store.register(
            members: members, ofDelegation: known.link, language: known.contact.language, token: token, now: visit.now)
    }

    /// A retry of what was taken in time finds its delegation; whatever else comes is too late.
    private func afterClosing(
        _ visit: Visit, _ draft: DelegationDraft, _ review: DelegationReview, _ token: FormToken,
        _ contact: DelegationContact, _ way: Way, isSending: Bool
    ) async throws -> Response {
        var draft = draft
        guard isSending, review.mayBeSent else {
            return try await tooLate(visit, draft)
        }
        return try await send(visit, &draft, review, token, contact, way)
    }

    private func tooLate(_ visit: Visit, _ draft: DelegationDraft) async throws -> Response {
        try await signUp.closed(
            visit, status: .conflict, typed: DelegationRemains(visit: visit, draft: draft).html)
    }

    // MARK: Links and tokens

    /// Derived, so that the same form leads to the same delegation.
    private func contactLink(_ token: FormToken) -> SecretLink {
        SecretLink(formToken: token, email: "contact", key: store.signingKey)
    }

    /// By the address, or else by the name: two people of one name have addresses. No address holds the zero before it.
    ///
    /// - Parameter round: Whoever is left in the list when others of it have been registered may have the name of one of
    ///   them, and is somebody else.
    private func personalLink(_ token: FormToken, _ person: Registration, round: Int) -> SecretLink {
        let email = EmailAddress.key(person[.email])
        let name = SwedishOrder.key(person[.familyName], person[.givenName]) + (round > 0 ? "\u{0}\(round)" : "")
        let who = email.isEmpty ? name : email
        return SecretLink(formToken: token, email: "\u{0}" + who, key: store.signingKey)
    }

    private func newToken(_ visit: Visit) -> FormToken {
        FormToken(for: .delegation, random: signUp.random, visit)
    }

    private func sentToken(_ draft: DelegationDraft, _ visit: Visit) -> FormToken? {
        FormToken(draft.token, for: .delegation, within: Self.tokenSeconds, key: store.signingKey, visit)
    }

    // MARK: The page

    /// - Parameter isStillNew: The form is the one that has made the delegation just now.
    private func page(
        _ visit: Visit, _ draft: DelegationDraft, _ review: DelegationReview, _ token: FormToken, _ way: Way,
        isStillNew: Bool = false
    ) -> Response {
        let hasLooked =
            draft.isPreviewed || !review.general.isEmpty || !review.rows.isEmpty || review.isEmpty
            || review.tableProblem != nil
        let isFaultless = !hasLooked || review.isFaultless
        let form = DelegationForm(
            visit: visit, kommuner: store.kommuner, token: token.text(key: store.signingKey), draft: draft,
            review: review, isNew: way.known == nil || isStillNew,
            done: isStillNew
                ? way.known.map { known in way.kommun.map { .kommun($0.link) } ?? .delegation(known.link) } : nil,
            kommun: way.kommun?.kommun)
        var page = signUp.frame.page(
            visit, title: visit("Anmäl en grupp", "Register a group"),
            status: isFaultless ? .ok : review.waitSeconds == nil ? .unprocessableContent : .tooManyRequests,
            problems: isFaultless ? nil : review.summary(visit), content: form.html)
        page.fields[.retryAfter] = review.waitSeconds.map(String.init)
        return page
    }
}
