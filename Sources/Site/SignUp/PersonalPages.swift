import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/{link}`: where an attendee stands, and the way out.
struct PersonalPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let (attendee, place) = try await store.attendee(link: link),
            let conference = try await store.conference(), let questionnaire = try await store.questionnaire(link: link)
        else { return problems.notFound(visit) }
        let query = try visit.request.head.queryFields()
        let mayChange = attendee.state != .cancelled && visit.now < conference.changeStopsAt
        let questions = QuestionSection(
            visit: visit, link: link, questionnaire: questionnaire, mayChange: mayChange)
        let programme = try await store.programme()
        let calendar = try await store.calendarLink(ofRegistration: attendee.id)
        let state = RegistrationWords(
            visit: visit, attendee: attendee, place: place,
            offerEndsAt: try await store.lastOffer(to: attendee.id)?.endsAt, kommuner: store.kommuner)
        let release = place == nil ? nil : try await store.nextRelease(after: visit.now)
        return frame.page(
            visit, title: visit("Din anmälan", "Your registration"),
            content: """
                <div class="reading">
                \(query["saved"] != nil ? saved(visit) : nil)
                \(query["sent"] != nil ? sentBefore(visit) : nil)
                \(query["changed"].map { changed(visit, hasMoved: $0 == ChangePages.moved) })
                <div class="panel \(attendee.state.rawValue)" data-state="\(attendee.state.rawValue)">
                <h1>\(state.heading)</h1>
                <p>\(state.explanation)</p>
                <p>\(visit("Bokningskod", "Booking code")) <strong class="booking-code">\(attendee.code)</strong></p>
                \(mainAction(visit, link, attendee.state))
                </div>
                \(place.map {
                    WaitingExplanation(visit: visit, conference: conference, place: $0, nextRelease: release).html
                })
                \(NextSteps(visit: visit, link: link, state: attendee.state, conference: conference).html)
                \(WorkshopSection(
                    visit: visit, answers: { .workshop(link, id: $0.id) }, choice: mayChange ? .questions(link) : nil,
                    workshops: questionnaire.workshops, places: questionnaire.places).html)
                \(![.confirmed, .offered].contains(attendee.state) ? nil : programme.flatMap {
                    YourProgramme(visit: visit, programme: $0, places: questionnaire.places).html
                })
                \(questions.html)
                \(answers(visit, attendee))
                \(PersonalActions(visit: visit, link: link, attendee: attendee, conference: conference).html)
                \(calendar.flatMap { CalendarSection(visit: visit, link: $0, state: attendee.state).html })
                </div>
                """)
    }

    func askToCancel(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let (attendee, _) = try await store.attendee(link: link),
            let conference = try await store.conference()
        else { return problems.notFound(visit) }
        guard attendee.state != .cancelled else { return .seeOther(visit.path(.personal(link))) }
        if visit.now >= conference.beginsAt { return tooLate(visit, link) }
        let hasSeat = attendee.state == .confirmed
        let consequence =
            hasSeat
            ? visit(
                "Din plats går direkt vidare till nästa i kön. Du kan inte få tillbaka den, men du kan anmäla dig igen.",
                "Your seat goes to the next in line at once. You cannot get it back, but you can register again.")
            : visit(
                "Du lämnar kön. Anmäler du dig igen hamnar du sist.",
                "You leave the line. If you register again you will be last.")
        return frame.page(
            visit, title: visit("Avboka", "Cancel"),
            content: """
                <div class="reading">
                <h1>\(visit("Vill du avboka?", "Do you want to cancel?"))</h1>
                <p>\(consequence)</p>
                \(hasSeat && visit.now < conference.changeStopsAt ? insteadHandOver(visit, link) : nil)
                <form method="post" action="\(visit.path(.cancel(link)))" class="choices">
                <button class="warning">\(visit("Ja, avboka", "Yes, cancel"))</button>
                <a href="\(visit.path(.personal(link)))">\(visit("Nej, behåll anmälan", "No, keep it"))</a>
                </form>
                </div>
                """)
    }

    private func insteadHandOver(_ visit: Visit, _ link: SecretLink) -> HTML {
        """
        <p>\(visit("Ska en kollega ha platsen?", "Is a colleague to have the seat?")) \
        <a href="\(visit.path(.handOver(link)))">\(visit("Lämna över den i stället", "Hand it over instead"))</a></p>
        """
    }

    /// The link is the right to cancel: nobody else's page can know it, so no token is needed beside it.
    func cancel(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        switch try await store.cancel(link: link, now: visit.now) {
        case .cancelled, .alreadyCancelled: .seeOther(visit.path(.personal(link)))
        case .tooLate: tooLate(visit, link)
        case .notFound: problems.notFound(visit)
        }
    }

    private func tooLate(_ visit: Visit, _ link: SecretLink) -> Response {
        let title = visit("Det går inte att avboka längre", "It is too late to cancel")
        return frame.page(
            visit, title: title, status: .conflict,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit("Konferensen har börjat.", "The conference has begun."))</p>
                <p><a href="\(visit.path(.personal(link)))">\(visit(
                    "Till din personliga sida", "To your personal page"))</a></p>
                </div>
                """)
    }

    private func changed(_ visit: Visit, hasMoved: Bool) -> HTML {
        let moved = visit(
            "Sidan har fått en ny adress, och länkarna från tidigare gäller inte längre. Spara den nya. Vi skickar den "
                + "också till din nya e-postadress. Har du prenumererat på kalendern behöver du göra det igen.",
            "The page has a new address, and earlier links are no longer valid. Save the new one. We also mail it to "
                + "your new e-mail address. If your calendar has subscribed, subscribe again.")
        return """
            <p class="success" role="status">\(visit("Dina ändringar är sparade.", "Your changes are saved.")) \
            \(hasMoved ? moved : "")</p>
            """
    }

    /// The form came again with other answers.
    private func sentBefore(_ visit: Visit) -> HTML {
        """
        <p class="notice" role="status">\(visit(
            "Det här formuläret hade redan kommit fram, och det som stod i det då gäller. Ändra det här på sidan.",
            "This form had arrived before, and what it said then holds. Change it on this page."))</p>
        """
    }

    private func saved(_ visit: Visit) -> HTML {
        """
        \(StepMark(step: .done, language: visit.language).html)
        <p class="success" role="status">\(visit("Dina svar är sparade.", "Your answers are saved."))</p>
        """
    }

    private func answers(_ visit: Visit, _ attendee: Attendee) -> HTML {
        """
        <h2>\(visit("Dina uppgifter", "Your answers"))</h2>
        \(AnswerList(attendee: attendee, language: visit.language, kommuner: store.kommuner).html)
        """
    }

    private func mainAction(_ visit: Visit, _ link: SecretLink, _ state: RegistrationState) -> HTML? {
        let (page, words): (Page, String)
        switch state {
        case .confirmed: (page, words) = (.ticket(link), visit("Visa din biljett", "Show your ticket"))
        case .offered: (page, words) = (.offer(link), visit("Svara på erbjudandet", "Answer the offer"))
        case .waiting, .cancelled: return nil
        }
        return "<p><a class=\"button\" href=\"\(visit.path(page))\">\(words)</a></p>"
    }
}
