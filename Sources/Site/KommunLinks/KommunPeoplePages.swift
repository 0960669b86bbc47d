import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/kommun/{link}/person/{id}`: one of a kommun's people, to be cancelled, or replaced by a colleague.
///
/// The link is the right to change: nobody else's page can know it, so no token is needed beside it. That of the swap's
/// form makes a second sending recognisable.
struct KommunPeoplePages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let random: RandomBytes
    let pace: SignUpPace
    let suggestion: EmailSuggestion

    private typealias Person = KommunAccount.Person

    /// A form may lie open this long.
    private static let tokenSeconds: Int64 = 14 * 24 * 3600
    /// What is told of a colleague. Needs are theirs to tell.
    private static let columns: [DelegationColumn] = [.givenName, .familyName, .email, .role, .organisation]

    // MARK: The person

    func show(_ visit: Visit, _ link: SecretLink, _ id: Int64) async throws -> Response {
        guard let person = try await store.person(id, ofKommun: link, now: visit.now) else {
            return problems.notFound(visit)
        }
        return page(visit, link, person)
    }

    func cancel(_ visit: Visit, _ link: SecretLink, _ id: Int64) async throws -> Response {
        guard let person = try await store.person(id, ofKommun: link, now: visit.now) else {
            return problems.notFound(visit)
        }
        if let wait = pace.count(from: visit.request.remoteAddress, now: visit.now) {
            return tooMany(visit, wait) { page(visit, link, person, problem: $0) }
        }
        switch try await store.cancel(person: id, ofKommun: link, now: visit.now) {
        case .cancelled, .alreadyCancelled: return .seeOther(visit.path(.kommun(link)) + "?done=cancelled")
        case .tooLate:
            let problem = visit(
                "Konferensen har börjat. Nu kan bara arrangörerna avboka.",
                "The conference has begun. Only the organisers can cancel now.")
            return page(visit, link, person, problem: problem, .conflict)
        case .notFound: return problems.notFound(visit)
        }
    }

    private func page(
        _ visit: Visit, _ link: SecretLink, _ person: Person, problem: String? = nil,
        _ status: HTTPResponse.Status = .ok
    ) -> Response {
        let summary = problem.map {
            ErrorSummary(
                title: visit("Inget ändrades", "Nothing was changed"),
                items: [ErrorSummary.Item(message: $0, control: nil)])
        }
        return frame.page(
            visit, title: person.name, status: status, problems: summary,
            content: """
                <div class="reading">
                <h1>\(person.name)</h1>
                <p><span class="state \(person.state.rawValue)" data-state="\(person.state.rawValue)">\
                \(person.state.label[visit.language])</span></p>
                \(person.state == .confirmed ? swapLink(visit, link, person) : nil)
                \(person.state == .cancelled ? nil : cancelForm(visit, link, person))
                <p><a href="\(visit.path(.kommun(link)))">\(visit("Till kommunens sida", "To the municipality’s page"))</a></p>
                </div>
                """)
    }

    private func swapLink(_ visit: Visit, _ link: SecretLink, _ person: Person) -> HTML {
        """
        <h2>\(visit("Byt person", "Swap the person"))</h2>
        <p>\(visit(
            "Kommer någon annan från kommunen i stället? Platsen går direkt över, utan att någon i kön kan ta den.",
            "Is somebody else from the municipality coming instead? The seat passes on at once, and nobody in line can take "
                + "it."))</p>
        <p><a class="button" href="\(visit.path(.kommunSwap(link, id: person.id)))">\
        \(visit("Ge platsen till en kollega", "Give the seat to a colleague"))</a></p>
        """
    }

    private func cancelForm(_ visit: Visit, _ link: SecretLink, _ person: Person) -> HTML {
        let consequence =
            person.state == .waiting
            ? visit("Personen lämnar kön och får besked.", "The person leaves the line and is told.")
            : visit(
                "Personen får besked. Platsen går direkt vidare till nästa i kön och går inte att få tillbaka.",
                "The person is told. The seat goes to the next in line at once, and there is no getting it back.")
        return """
            <h2>\(visit("Avboka", "Cancel"))</h2>
            <details>
            <summary>\(visit("Avboka personens anmälan", "Cancel the person’s registration"))</summary>
            <p>\(consequence)</p>
            <form method="post" action="\(visit.path(.kommunPerson(link, id: person.id)))">
            <button class="warning">\(visit("Ja, avboka", "Yes, cancel"))</button>
            </form>
            </details>
            """
    }

    private func tooMany(_ visit: Visit, _ wait: Int, _ page: (String) -> Response) -> Response {
        var page = page(
            visit(
                "Väldigt många ändringar görs just nu. Vänta en minut och försök igen.",
                "Very many changes are being made right now. Wait a minute and try again."))
        page.status = .tooManyRequests
        page.fields[.retryAfter] = String(wait)
        return page
    }

    // MARK: The colleague

    func askToSwap(_ visit: Visit, _ link: SecretLink, _ id: Int64) async throws -> Response {
        guard let person = try await store.person(id, ofKommun: link, now: visit.now) else {
            return problems.notFound(visit)
        }
        guard person.state == .confirmed else { return .seeOther(visit.path(.kommunPerson(link, id: id))) }
        return form(visit, link, person, DelegationRow(), [], token: nil)
    }

    func swap(_ visit: Visit, _ link: SecretLink, _ id: Int64) async throws -> Response {
        let form = try visit.form()
        guard let kommun = try await store.kommun(link: link, now: visit.now),
            let person = try await store.person(id, ofKommun: link, now: visit.now)
        else { return problems.notFound(visit) }
        let typed = DelegationRow(
            Dictionary(uniqueKeysWithValues: Self.columns.map { ($0, form[$0.rawValue] ?? "") }))
        let checked = check(typed, kommun, form)
        let token = FormToken(form["form"], for: .kommunSwap, within: Self.tokenSeconds, key: store.signingKey, visit)
        guard let colleague = checked.registration, let token else {
            return self.form(
                visit, link, person, typed, checked.problems, token: token,
                general: token == nil ? FormToken.problem(visit) : nil)
        }
        // It tells whether an address is registered, so it is not to be asked without end.
        if let wait = pace.count(from: visit.request.remoteAddress, now: visit.now) {
            return tooMany(visit, wait) { self.form(visit, link, person, typed, [], token: token, general: $0) }
        }
        let personal = SecretLink(
            formToken: token, email: EmailAddress.key(colleague[.email]), key: store.signingKey)
        func refused(_ words: String) -> Response {
            self.form(visit, link, person, typed, [], token: token, general: words, status: .conflict)
        }
        switch try await store.swap(
            person: id, ofKommun: link, for: colleague, personal: personal, now: visit.now)
        {
        case .swapped, .repeated: return .seeOther(visit.path(.kommun(link)) + "?done=swapped")
        case .emailTaken:
            let problem = CellProblem(column: .email, kind: .registered)
            return self.form(visit, link, person, typed, [problem], token: token, status: .conflict)
        case .noSeat:
            return refused(
                visit(
                    "Personen har ingen plats längre, så den går inte att lämna över.",
                    "The person has no seat any more, so it cannot be handed over."))
        case .tooLate:
            return refused(
                visit(
                    "Det är för sent att byta person. Hör av er till arrangörerna.",
                    "It is too late to swap people. Write to the organisers."))
        case .notFound: return problems.notFound(visit)
        }
    }

    /// As a row of a delegation, but with an address: the colleague has no contact.
    private func check(_ typed: DelegationRow, _ kommun: Kommun, _ form: FormData) -> DelegationCheck.Row {
        let check = DelegationCheck(
            [typed], columns: Self.columns,
            shared: [.organisationType: OrganisationType.kommun.rawValue, .kommun: kommun.code],
            kommuner: store.kommuner, contact: ContactAddress(name: "", email: ""),
            meant: { form[EmailSuggestion.questioned] == $0 ? nil : suggestion.suggestion(for: $0) })
        let row = check.rows[0]  // one row went in
        guard typed[.email].trimmed.isEmpty else { return row }
        return row.adding(CellProblem(column: .email, kind: .answer(.missing)))
    }

    private func form(
        _ visit: Visit, _ link: SecretLink, _ person: Person, _ typed: DelegationRow, _ found: [CellProblem],
        token: FormToken?, general: String? = nil, status: HTTPResponse.Status = .unprocessableContent
    ) -> Response {
        let token = token ?? FormToken(for: .kommunSwap, random: random, visit)
        let isFaultless = found.isEmpty && general == nil
        let items =
            [general.map { ErrorSummary.Item(message: $0, control: nil) }].compactMap { $0 }
            + found.map { ErrorSummary.Item(message: $0.message[visit.language], control: $0.column.rawValue) }
        let slip = found.first { problem in
            if case .answer(.likelyTypo) = problem.kind { true } else { false }
        }
        let title = visit("Ge platsen till en kollega", "Give the seat to a colleague")
        return frame.page(
            visit, title: title, status: isFaultless ? .ok : status,
            problems: isFaultless
                ? nil
                : ErrorSummary(title: visit("Något behöver rättas", "Something needs to be corrected"), items: items),
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit("Platsen är nu", "The seat is now that of"))
                <strong>\(visit("\(person.name)s", person.name))</strong>. \(visit(
                    "Anmälan avbokas, och kollegan får platsen och en egen länk med e-post. Val av workshoppar följer inte med.",
                    "That registration is cancelled, and the colleague gets the seat and a link of their own by mail. Choices "
                        + "of workshops do not go with it."))</p>
                <form method="post" action="\(visit.path(.kommunSwap(link, id: person.id)))" novalidate="novalidate" \
                data-once="true">
                <input type="hidden" name="form" value="\(token.text(key: store.signingKey))" />
                \(slip == nil ? nil : "<input type=\"hidden\" name=\"\(EmailSuggestion.questioned)\" value=\"\(typed[.email].trimmed)\" />" as HTML)
                \(Self.columns.map { control(visit, $0, typed, found) })
                <p>\(visit(
                    "Berätta för kollegan att ni har gjort det. Skriv inget om mat, allergier eller hälsa här.",
                    "Tell your colleague that you have done so. Write nothing about food, allergies or health here."))
                <a href="\(visit.path(.privacy))">\(visit("Läs mer om personuppgifter", "More about personal data"))</a></p>
                <button class="main">\(visit("Byt person", "Swap the person"))</button>
                </form>
                <p><a href="\(visit.path(.kommun(link)))">\(visit("Tillbaka utan att byta", "Back without swapping"))</a></p>
                </div>
                """)
    }

    private func control(
        _ visit: Visit, _ column: DelegationColumn, _ typed: DelegationRow, _ found: [CellProblem]
    ) -> HTML {
        FormControl(
            name: column.rawValue, label: column.label[visit.language],
            problem: found.first { $0.column == column }?.message[visit.language], problemWord: visit("Fel:", "Error:")
        ).html { attributes in
            column == .email
                ? """
                <input type="email" \(attributes) value="\(typed[column])" spellcheck="false" autocomplete="off" />
                """
                : "<input \(attributes) value=\"\(typed[column])\" autocomplete=\"off\" />"
        }
    }
}
