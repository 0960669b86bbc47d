import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/grupp/{link}/person/{id}`: one of the group, for the contact: an address to add, or to cancel.
extension DelegationPages {
    func showMember(_ visit: Visit, _ link: SecretLink, _ id: Int64) async throws -> Response {
        guard let member = try await store.delegation(link: link)?.members.first(where: { $0.id == id }) else {
            return problems.notFound(visit)
        }
        return page(visit, link, member, typed: "", problem: nil)
    }

    func changeMember(_ visit: Visit, _ link: SecretLink, _ id: Int64) async throws -> Response {
        let form = try visit.form()
        guard let member = try await store.delegation(link: link)?.members.first(where: { $0.id == id }) else {
            return problems.notFound(visit)
        }
        if form["action"] == "cancel" {
            _ = try await store.cancel(member: id, ofDelegation: link, now: visit.now)
            return .seeOther(visit.path(.delegation(link)))
        }
        if form["action"] == "hand-over" {
            let made = try await store.makeClaimLink(member: id, ofDelegation: link, now: visit.now) == .made
            let member = Page.delegationMember(link, id: id)
            return .seeOther(visit.path(member) + (made ? "?mailed=yes" : ""))
        }
        let typed = form["email"] ?? ""
        let (email, wrong) = RegistrationForm.check(.email, typed: typed, kommuner: store.kommuner)
        if let wrong = wrong ?? suggestion.problem(with: email, in: .email, form) {
            let problem = CellProblem(column: .email, kind: .answer(wrong.kind))
            return page(
                visit, link, member, typed: typed, problem: problem.message[visit.language],
                mark: EmailSuggestion.mark(wrong, typed: typed))
        }
        // It tells whether an address is registered, so it is not to be asked without end.
        if let wait = pace.count(from: visit.request.remoteAddress, now: visit.now) {
            var page = page(
                visit, link, member, typed: typed,
                problem: visit("Vänta en minut och försök igen", "Wait a minute and try again"), .tooManyRequests)
            page.fields[.retryAfter] = String(wait)
            return page
        }
        switch try await store.setAddress(email, ofMember: id, ofDelegation: link, now: visit.now) {
        case .mailed, .unchanged, .cancelled, .personsOwn: return .seeOther(visit.path(.delegation(link)))
        case .notFound: return problems.notFound(visit)
        case .contactsOwn:
            let problem = ContactAddress.problem[visit.language]
            return page(visit, link, member, typed: typed, problem: problem)
        case .taken:
            let problem = visit(
                "Adressen hör redan till en anmälan. Skriv personens egen adress.",
                "The address belongs to a registration already. Enter the person’s own address.")
            return page(visit, link, member, typed: typed, problem: problem, .conflict)
        }
    }

    private func page(
        _ visit: Visit, _ link: SecretLink, _ member: Delegation.Member, typed: String, problem: String?,
        mark: HTML? = nil, _ status: HTTPResponse.Status = .unprocessableContent
    ) -> Response {
        let summary = problem.map { problem in
            ErrorSummary(
                title: visit("Något behöver rättas", "Something needs to be corrected"),
                items: [ErrorSummary.Item(message: problem, control: "email")])
        }
        return frame.page(
            visit, title: member.name, status: problem == nil ? .ok : status, problems: summary,
            content: """
                <div class="reading">
                <h1>\(member.name)</h1>
                \(visit.request.head.query == "mailed=yes" ? mailed(visit) : nil)
                <p><span class="state \(member.state.rawValue)" data-state="\(member.state.rawValue)">\
                \(member.state.label[visit.language])</span></p>
                <p>\(visit("Bokningskod", "Booking code")) <strong class="booking-code">\(member.code)</strong></p>
                \(member.state == .cancelled ? nil : address(visit, link, member, typed: typed, problem: problem, mark: mark))
                \(member.email == nil && member.state == .confirmed ? handOver(visit, link, member) : nil)
                \(member.state == .cancelled ? nil : cancel(visit, link, member))
                <p><a href="\(visit.path(.delegation(link)))">\(visit("Till gruppens sida", "To the page of the group"))</a></p>
                </div>
                """)
    }

    private func address(
        _ visit: Visit, _ link: SecretLink, _ member: Delegation.Member, typed: String, problem: String?, mark: HTML?
    ) -> HTML {
        let told = member.email.map { email -> HTML in
            """
            <p>\(visit("Får besked på \(email), med en egen länk.", "Is told at \(email), with a link of their own."))</p>
            """
        }
        if member.hasActed {
            return """
                \(told)
                <p>\(visit(
                    "Personen har varit på sin egen sida. Bara personen själv kan ändra adressen nu, eller arrangörerna.",
                    "The person has been on their own page. Only they can change the address now, or the organisers."))</p>
                """
        }
        let control = FormControl(
            name: "email", label: visit("Personens e-postadress", "The person’s e-mail address"),
            hint: visit(
                "Dit skickas en egen länk, där personen berättar om mat och tillgänglighet. Du kan ändra adressen tills "
                    + "personen har börjat använda sin sida.",
                "A link of their own is sent there, to tell about food and access. You can change the address until the "
                    + "person has begun to use their page."),
            problem: problem, problemWord: visit("Fel:", "Error:"))
        let hasNone = member.email == nil
        return """
            <h2>\(hasNone ? visit("Lägg till e-postadress", "Add an e-mail address")
                : visit("Rätta e-postadressen", "Correct the e-mail address"))</h2>
            \(told)
            <form method="post" action="\(visit.path(.delegationMember(link, id: member.id)))" novalidate="novalidate">
            \(mark)
            \(control.html { attributes in
                "<input type=\"email\" \(attributes) value=\"\(typed)\" spellcheck=\"false\" autocomplete=\"off\" />"
            })
            <button name="action" value="email">\(hasNone ? visit("Lägg till adressen", "Add the address")
                : visit("Skicka länken dit", "Send the link there"))</button>
            </form>
            """
    }

    private func mailed(_ visit: Visit) -> HTML {
        """
        <p class="success" role="status">\(visit(
            "Länken för att ta över platsen är på väg till din e-post.",
            "The link to take over the seat is on its way to your mail."))</p>
        """
    }

    /// Whoever has an address hands over on a page of their own.
    private func handOver(_ visit: Visit, _ link: SecretLink, _ member: Delegation.Member) -> HTML {
        """
        <h2>\(visit("Lämna över platsen", "Hand over the seat"))</h2>
        <p>\(visit(
            "Kommer någon annan i stället? Vi mejlar dig en länk, som du skickar till den som ska ha platsen. En länk från "
                + "tidigare slutar gälla.",
            "Is somebody else coming instead? We mail you a link, which you send to whoever is to have the seat. An earlier "
                + "link will no longer be valid."))</p>
        <form method="post" action="\(visit.path(.delegationMember(link, id: member.id)))">
        <button class="quiet" name="action" value="hand-over">\(visit("Mejla mig en länk", "Mail me a link"))</button>
        </form>
        """
    }

    private func cancel(_ visit: Visit, _ link: SecretLink, _ member: Delegation.Member) -> HTML {
        let consequence =
            member.state == .waiting
            ? visit("Personen lämnar kön.", "The person leaves the line.")
            : visit(
                "Platsen går direkt vidare till nästa i kön och går inte att få tillbaka.",
                "The seat goes to the next in line at once, and there is no getting it back.")
        return """
            <h2>\(visit("Avboka", "Cancel"))</h2>
            <details>
            <summary>\(visit("Avboka personens anmälan", "Cancel the person’s registration"))</summary>
            <p>\(consequence)</p>
            <form method="post" action="\(visit.path(.delegationMember(link, id: member.id)))">
            <button class="warning" name="action" value="cancel">\(visit("Ja, avboka", "Yes, cancel"))</button>
            </form>
            </details>
            """
    }
}
