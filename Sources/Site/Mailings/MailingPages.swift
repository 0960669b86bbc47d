import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// `/admin/utskick/till-manga`: the mailings, how far they have come, and what can be done with one.
struct MailingPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private static let mostShown = 200
    private static let pageLength = 100
    /// Seconds between two looks at how far it has come.
    private static let refreshSeconds = 3

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let mailings = try await store.mailings(limit: Self.mostShown)
        let title = visit("Utskick till många", "Mailings to many")
        let rows = mailings.map { mailing -> HTML in
            """
            <tr><th scope="row"><a href="\(visit.path(.mailing(id: mailing.id)))">\(
                mailing.draft.text.subject?[visit.language] ?? "")</a></th>
            <td>\(mark(visit, mailing.state))</td>
            <td>\(SwedishTime.moment(mailing.startedAt ?? mailing.startsAt ?? mailing.createdAt)[visit.language])</td></tr>

            """
        }
        let table: HTML = """
            <div class="wide-table" role="region" aria-labelledby="mailings" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("Ämne", "Subject"))</th><th scope="col">\(visit("Läge", "State"))</th>\
            <th scope="col">\(visit("Tid", "Time"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
        let beginnings = MailingTemplate.allCases.map { template -> HTML in
            """
            <li><a href="\(visit.path(.newMailing))?mall=\(template.rawValue)">\(template.name[visit.language])</a></li>

            """
        }
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <p><a href="\(visit.path(.messages))">\(visit("Utskick", "Mail"))</a></p>
                <h1 id="mailings">\(title)</h1>
                <p class="choices"><a class="button" href="\(visit.path(.newMailing))?state=confirmed">\(visit(
                    "Skriv ett nytt utskick", "Write a new mailing"))</a></p>
                <p>\(visit("Eller börja från en färdig text:", "Or begin with a ready text:"))</p>
                <ul>
                \(beginnings)
                </ul>
                \(mailings.isEmpty ? "<p>\(visit("Ni har inte gjort något utskick än.", "You have not made a mailing yet."))</p>" as HTML : table)
                \(try await reminder(visit, signedIn))
                """)
    }

    /// The one that goes out by itself.
    private func reminder(_ visit: Visit, _ signedIn: SignedIn) async throws -> HTML? {
        guard let conference = try await store.conferenceDraft() else { return nil }
        let words: String
        if let time = conference.facts.reminds(daysBefore: conference.reminderDays) {
            let moment = SwedishTime.moment(time)
            words = visit(
                "De som har plats får en påminnelse \(moment.sv), utan att ni gör något.",
                "Those with a seat are reminded on \(moment.en), without any doing of yours.")
        } else {
            words = visit("Ingen påminnelse går ut av sig själv.", "No reminder goes out by itself.")
        }
        let day: HTML = """
            <li><a href="\(visit.path(.conferenceSettings))">\(visit("Ändra dagen", "Change the day"))</a></li>
            """
        return """
            <h2>\(visit("Påminnelsen före konferensen", "The reminder before the conference"))</h2>
            <p>\(words)</p>
            <ul class="choices plain">
            <li><a href="\(visit.path(.mailText(.reminder)))">\(visit("Ändra texten", "Change the text"))</a></li>
            \(signedIn.may(.changeSettings) ? day : nil)
            </ul>
            """
    }

    private func mark(_ visit: Visit, _ state: MailingState) -> HTML {
        let colour: HTML =
            switch state {
            case .draft: ""
            case .scheduled, .running: " waiting"
            case .stopped: " amiss"
            case .done: " confirmed"
            }
        return "<span class=\"state\(colour)\">\(MailingWords.label(of: state)[visit.language])</span>"
    }

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        try await show(visit, signedIn, id: id, problem: nil, typed: nil)
    }

    /// What was typed to let it begin later, and what is wrong with it.
    private typealias Start = DraftForm<MailingStart.Control>

    private func show(
        _ visit: Visit, _ signedIn: SignedIn, id: Int64, problem: String?,
        complaints: [MailingStart.Complaint] = [], changed: ChangedMeanwhile? = nil,
        typed: ((MailingStart.Control) -> String)?
    ) async throws -> Response {
        let seen = try await store.editTag(of: .mailing(id))
        guard let mailing = try await store.mailing(id: id) else { return problems.notFound(visit, signedIn) }
        let start = Start(
            visit: visit, problems: complaints.map { .init(control: $0.control, message: $0.problem.message) },
            typed: typed ?? { control in
                guard let time = mailing.startsAt else { return "" }
                return switch control {
                case .startsDay: SwedishTime.isoDay(time)
                case .startsTime: SwedishTime.clock(time).en
                }
            })
        let title = mailing.draft.text.subject?[visit.language] ?? ""
        let summary =
            problem.map {
                ErrorSummary(
                    title: visit("Utskicket började inte", "The mailing did not begin"),
                    items: [ErrorSummary.Item(message: $0, control: nil)])
            } ?? start.summary(title: visit("Tiden sparades inte", "The time was not saved"))
        return frame.page(
            visit, title: title, status: summary != nil ? .unprocessableContent : changed == nil ? .ok : .conflict,
            organiser: signedIn,
            problems: summary,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.mailings))">\(visit("Alla utskick", "All mailings"))</a></p>
                <h1>\(title)</h1>
                \(changed.map { MeanwhileNotice(visit: visit, changed: $0).ofDeed })
                <p>\(mark(visit, mailing.state)) \(when(visit, mailing))</p>
                \(mailing.isOpen ? try await before(visit, signedIn, mailing, start, seen) : try await during(visit, signedIn, mailing))
                </div>
                """)
    }

    private func when(_ visit: Visit, _ mailing: Mailing) -> String {
        func moment(_ date: Date) -> String { SwedishTime.moment(date)[visit.language] }
        if let end = mailing.endedAt { return visit("klart \(moment(end))", "ended \(moment(end))") }
        if let start = mailing.startedAt { return visit("började \(moment(start))", "began \(moment(start))") }
        if let start = mailing.startsAt { return visit("börjar \(moment(start))", "begins \(moment(start))") }
        return ""
    }

    private func before(
        _ visit: Visit, _ signedIn: SignedIn, _ mailing: Mailing, _ start: Start, _ seen: EditTag
    ) async throws -> HTML {
        let audience = try await store.audience(mailing.draft, mailing.filter)
        let count = audience?.recipients.count ?? 0
        let send: HTML = """
            <h2>\(visit("Skicka nu", "Send now"))</h2>
            <p>\(visit(
                "Mottagarna bestäms när utskicket börjar. Det går att stoppa, men det som har skickats kan inte tas tillbaka.",
                "The recipients are fixed when it begins. It can be stopped, but what was sent cannot be taken back."))</p>
            \(button(visit, signedIn, mailing, seen, "start", count == 1
                ? visit("Skicka till 1 person", "Send to 1 person")
                : visit("Skicka till \(count) personer", "Send to \(count) people"), look: "main"))
            """
        var query = AttendeeQuery(try FormData([UInt8]()), kommuner: store.kommuner)
        query.filter = mailing.filter
        return """
            \(AudienceWords(visit: visit, audience: audience).html)
            <p>\(mailing.draft.isVoluntary
                ? visit("Man kan tacka nej till det.", "It can be declined.")
                : visit("Det går också till dem som har tackat nej till påminnelser.", "It goes to those too who have declined reminders."))
            \(visit("Högst \(mailing.draft.perMinute) mejl per minut.", "At most \(mailing.draft.perMinute) mails a minute."))</p>
            <ul class="choices plain">
            <li><a href="\(visit.path(.mailingPreview(id: mailing.id)))">\(visit("Förhandsgranska och prova", "Preview and test"))</a></li>
            <li><a href="\(visit.path(.mailingText(id: mailing.id)))">\(visit("Ändra", "Change"))</a></li>
            <li><a href="\(visit.path(.attendees))\(query.text)">\(visit("Se urvalet i listan", "See the selection in the list"))</a></li>
            </ul>
            \(count == 0 ? nil : send)
            <h2>\(visit("Skicka senare", "Send later"))</h2>
            <form method="post" action="\(visit.path(.mailing(id: mailing.id)))" novalidate="novalidate">
            \(signedIn.tokenField)
            \(seen.field)
            <div class="pair">
            \(start.line(.startsDay, visit("Dag", "Day"), hint: visit("Till exempel 2027-03-13", "Such as 2027-03-13")))
            \(start.line(.startsTime, visit("Klockslag", "Time"), hint: visit("Svensk tid, till exempel 9:00", "Swedish time, such as 9:00")))
            </div>
            <button class="quiet" name="what" value="schedule">\(visit("Bestäm tiden", "Set the time"))</button>
            </form>
            \(mailing.state == .scheduled ? button(
                visit, signedIn, mailing, seen, "unschedule", visit("Ta bort tiden", "Remove the time"), look: "quiet") : nil)
            <h2>\(visit("Kasta", "Throw away"))</h2>
            \(button(visit, signedIn, mailing, seen, "discard", visit("Kasta utskicket", "Throw the mailing away"), look: "quiet"))
            """
    }

    private func button(
        _ visit: Visit, _ signedIn: SignedIn, _ mailing: Mailing, _ seen: EditTag?, _ what: String, _ words: String,
        look: String
    ) -> HTML {
        """
        <form method="post" action="\(visit.path(.mailing(id: mailing.id)))">\(signedIn.tokenField)\(seen?.field)\
        <button class="\(look)" name="what" value="\(what)">\(words)</button></form>
        """
    }

    private func during(_ visit: Visit, _ signedIn: SignedIn, _ mailing: Mailing) async throws -> HTML {
        let progress = try await store.progress(ofMailing: mailing.id)
        let all = progress.recipients
        let states = RecipientState.allCases.filter { progress[$0] > 0 }
        let rows = states.map { state -> HTML in
            """
            <div><dt><a href="\(visit.path(.mailingRecipients(id: mailing.id)))?state=\(state.rawValue)">\(
                MailingWords.label(of: state)[visit.language])</a></dt><dd>\(progress[state])</dd></div>

            """
        }
        let isMoving = mailing.state == .running || progress[.underWay] > 0
        let refreshes: HTML = isMoving ? " data-refreshes=\"\(Self.refreshSeconds)\"" : ""
        let words = visit(
            "\(progress.finished) av \(all) är behandlade", "\(progress.finished) of \(all) are done")
        let buttons: HTML? =
            switch mailing.state {
            case .running:
                button(
                    visit, signedIn, mailing, nil, "stop", visit("Stoppa utskicket", "Stop the mailing"),
                    look: "warning")
            case .stopped:
                button(
                    visit, signedIn, mailing, nil, "continue", visit("Fortsätt utskicket", "Go on with the mailing"),
                    look: "main")
            case .draft, .scheduled, .done: nil
            }
        let reload: HTML = """
            <p><a href="\(visit.path(.mailing(id: mailing.id)))">\(visit("Se hur långt det har kommit", "See how far it has come"))</a></p>
            """
        return """
            <div id="progress" data-state="\(mailing.state.rawValue)"\(refreshes)>
            <p><label for="done">\(words)</label></p>
            <progress id="done" max="\(max(1, all))" value="\(progress.finished)"></progress>
            <dl class="figures">
            \(rows)
            </dl>
            </div>
            \(isMoving ? reload : nil)
            <div class="choices">\(buttons)</div>
            <ul class="choices plain">
            <li><a href="\(visit.path(.mailingRecipients(id: mailing.id)))">\(visit("Alla mottagare", "All recipients"))</a></li>
            <li><a href="\(visit.path(.mailingPreview(id: mailing.id)))">\(visit("Så här är mejlet", "How the mail reads"))</a></li>
            </ul>
            """
    }

    func act(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        do {
            return try await act(visit, signedIn, form, id: id, over: EditTag(form))
        } catch let changed as ChangedMeanwhile {
            let typed = { (control: MailingStart.Control) in form[control.rawValue] ?? "" }
            return try await show(
                visit, signedIn, id: id, problem: nil, changed: changed,
                typed: form["what"] == "schedule" ? typed : nil)
        }
    }

    private func act(
        _ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64, over seen: EditTag
    ) async throws -> Response {
        guard try await store.mailing(id: id) != nil else { return problems.notFound(visit, signedIn) }
        let actor = signedIn.actor
        switch form["what"] {
        case "start":
            switch try await store.start(mailing: id, over: seen, by: actor, now: visit.now) {
            case .done, .notNow: break
            case .tooMany, .nobody:
                let problem = visit(
                    "Antalet mottagare måste vara mellan 1 och \(MailingDraft.mostRecipients). Ändra urvalet.",
                    "The number of recipients must be from 1 to \(MailingDraft.mostRecipients). Change the selection.")
                return try await show(visit, signedIn, id: id, problem: problem, typed: nil)
            }
        case "schedule":
            let typed = { (control: MailingStart.Control) in form[control.rawValue] ?? "" }
            switch MailingStart.check(now: visit.now, typed: typed) {
            case .invalid(let complaints):
                return try await show(
                    visit, signedIn, id: id, problem: nil, complaints: complaints, typed: typed)
            case .valid(let start):
                _ = try await store.schedule(mailing: id, at: start, over: seen, by: actor, now: visit.now)
            }
        case "unschedule": _ = try await store.schedule(mailing: id, at: nil, over: seen, by: actor, now: visit.now)
        case "stop": _ = try await store.stop(mailing: id, by: actor, now: visit.now)
        case "continue": _ = try await store.goOn(mailing: id, by: actor, now: visit.now)
        case "discard":
            if try await store.discardMailing(id: id, over: seen, by: actor, now: visit.now) {
                return .seeOther(visit.path(.mailings))
            }
        default: break
        }
        return .seeOther(visit.path(.mailing(id: id)))
    }

    /// Who got it, who did not, and why.
    func recipients(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let mailing = try await store.mailing(id: id) else { return problems.notFound(visit, signedIn) }
        let query = try visit.request.head.queryFields()
        let state = query["state"].flatMap(RecipientState.init)
        let recipients = try await store.recipients(
            ofMailing: id, state, after: query["after"].flatMap { Int($0) }, limit: Self.pageLength)
        let title = visit("Mottagare", "Recipients")
        let path = visit.path(.mailingRecipients(id: id))
        let choices = ([nil] + RecipientState.allCases).map { choice -> HTML in
            let name = choice.map { MailingWords.label(of: $0)[visit.language] } ?? visit("Alla", "All")
            let current: HTML = choice == state ? " aria-current=\"true\"" : ""
            return "<li><a href=\"\(path)\(choice.map { "?state=\($0.rawValue)" } ?? "")\"\(current)>\(name)</a></li>\n"
        }
        let more: HTML? =
            recipients.count < Self.pageLength
            ? nil
            : """
            <p class="pages"><a href="\(path)?after=\(recipients[recipients.count - 1].place)\(
                state.map { "&state=\($0.rawValue)" } ?? "")">\(visit("Fler", "More"))</a></p>
            """
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <p><a href="\(visit.path(.mailing(id: id)))">\(mailing.draft.text.subject?[visit.language] ?? "")</a></p>
                <h1 id="recipients">\(title)</h1>
                <nav aria-label="\(visit("Urval", "Selection"))"><ul class="choices plain">
                \(choices)
                </ul></nav>
                \(recipients.isEmpty
                    ? "<p>\(visit("Det finns inga sådana mottagare.", "There are no such recipients."))</p>"
                    : table(visit, recipients))
                \(more)
                """)
    }

    private func table(_ visit: Visit, _ recipients: [MailingRecipient]) -> HTML {
        let rows = recipients.map { recipient -> HTML in
            let outcome: String =
                switch recipient.state {
                case .skipped: recipient.reason.map { MailingWords.label(of: $0)[visit.language] } ?? ""
                case .failed, .underWay: recipient.lastError ?? ""
                case .sent: recipient.sentAt.map { SwedishTime.moment($0)[visit.language] } ?? ""
                case .waiting: ""
                }
            let label = MailingWords.label(of: recipient.state)[visit.language]
            return """
                <tr data-recipient-state="\(recipient.state.rawValue)">\
                <th scope="row"><a href="\(visit.path(.attendee(id: recipient.registration)))">\(recipient.name)</a></th>
                <td>\(recipient.message.map { "<a href=\"\(visit.path(.message(id: $0)))\">\(label)</a>" as HTML } ?? "\(label)")</td>
                <td>\(outcome)</td></tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="recipients" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("Namn", "Name"))</th><th scope="col">\(visit("Läge", "State"))</th>\
            <th scope="col">\(visit("Utfall", "Outcome"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }
}
