import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// `/admin/konferens`: the facts of the conference, and the way to set up a first one.
struct ConferenceSettingPages: Sendable {
    let store: Store
    let frame: Frame

    private typealias Control = ConferenceDraft.Control

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let seen = try await store.editTag(of: .conference)
        let draft = try await store.conferenceDraft()
        let seated = try visit.request.head.queryFields()["seated"].flatMap { Int($0) }
        return page(
            visit, signedIn, isNew: draft == nil, seen: seen, seated: seated,
            typed: { control in draft?.typed(control) ?? Self.suggested(control) })
    }

    @Sendable func submit(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let typed = { (control: Control) in form[control.rawValue] ?? "" }
        let isNew = try await store.conferenceDraft() == nil
        func refused(_ complaints: [ConferenceDraft.Complaint]) -> Response {
            page(visit, signedIn, isNew: isNew, seen: EditTag(form), problems: complaints, typed: typed)
        }
        func hasChanged(_ changed: ChangedMeanwhile) async throws -> Response {
            let seen = try await store.editTag(of: .conference)
            let standing = try await store.conferenceDraft()
            return page(
                visit, signedIn, isNew: standing == nil, seen: seen, changed: changed, typed: typed,
                standing: standing.map { draft in { draft.typed($0) } })
        }
        switch ConferenceDraft.check(typed: typed) {
        case .invalid(let complaints): return refused(complaints)
        case .valid(let draft):
            let actor = Actor.organiser(signedIn.organiser.name)
            if isNew {
                do {
                    try await store.createConference(draft, quotas: firstQuotas, by: actor, now: visit.now)
                    return .seeOther(visit.path(.quotaSettings))
                } catch is ConferenceExists {
                    // Somebody else was quicker: what was typed here is a change of theirs, to be sent again or not.
                    return try await hasChanged(ChangedMeanwhile(by: nil, at: nil))
                }
            }
            do {
                if form["confirmed"] == nil,
                    let seated = try await store.tryChangingConference(
                        to: draft, over: EditTag(form), by: actor, now: visit.now), seated > 0
                {
                    return confirmation(visit, signedIn, seen: EditTag(form), seated: seated, typed: typed)
                }
                let seated = try await store.changeConference(
                    to: draft, over: EditTag(form), by: actor, now: visit.now)
                return .seeOther(visit.path(.conferenceSettings) + "?seated=\(seated ?? 0)")
            } catch let complaint as ConferenceDraft.Complaint {
                return refused([complaint])
            } catch let changed as ChangedMeanwhile {
                return try await hasChanged(changed)
            }
        }
    }

    /// Everybody may come, a few from each, until the organisers decide otherwise.
    private var firstQuotas: [QuotaGroup: Quota] {
        let groups = QuotaGroup.all(kommuner: store.kommuner)
        return Dictionary(uniqueKeysWithValues: groups.map { ($0, Quota(reserved: 0, ceiling: Self.firstCeiling)) })
    }

    private static let firstCeiling = 5

    private static func suggested(_ control: Control) -> String {
        switch control {
        case .opensTime: "9:00"
        case .closesTime: "24:00"
        case .offerHours: "24"
        case .reminderDays: "7"
        default: ""
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, isNew: Bool, seen: EditTag, changed: ChangedMeanwhile? = nil,
        problems: [ConferenceDraft.Complaint] = [], seated: Int? = nil, typed: @escaping (Control) -> String,
        standing: ((Control) -> String)? = nil
    ) -> Response {
        let form = DraftForm(
            visit: visit, problems: problems.map { .init(control: $0.control, message: $0.problem.message) },
            typed: typed, standing: standing)
        let title = visit("Konferensen", "The conference")
        return frame.page(
            visit, title: title, status: form.status, organiser: signedIn,
            problems: form.summary(title: visit("Konferensen sparades inte", "The conference was not saved")),
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                \(seated.map { saved(visit, seated: $0) })
                \(changed.map { MeanwhileNotice(visit: visit, changed: $0).html })
                <form method="post" action="\(visit.path(.conferenceSettings))" novalidate="novalidate">
                \(signedIn.tokenField)
                \(seen.field)
                \(facts(visit, form))
                \(signUp(visit, form))
                \(seats(visit, form))
                \(isNew ? firstQuotaWords(visit) : nil)
                <button class="main">\(visit("Spara konferensen", "Save the conference"))</button>
                </form>
                </div>
                """)
    }

    private func facts(_ visit: Visit, _ form: DraftForm<Control>) -> HTML {
        let hoursHint = visit("Till exempel 9.00–16.00", "Such as 9:00–16:00")
        return """
            <fieldset>
            <legend><h2>\(visit("När och var", "When and where"))</h2></legend>
            <div class="pair">
            \(form.line(.titleSv, visit("Namn på svenska", "Name in Swedish")))
            \(form.line(.titleEn, visit("Namn på engelska", "Name in English")))
            </div>
            \(form.line(.day, visit("Dag", "Day"), hint: visit("Till exempel 2027-03-20", "Such as 2027-03-20"), isShort: true))
            <div class="pair">
            \(form.line(.hoursSv, visit("Tid på svenska", "Time in Swedish"), hint: hoursHint, isOptional: true))
            \(form.line(.hoursEn, visit("Tid på engelska", "Time in English"), hint: hoursHint, isOptional: true))
            \(form.line(.citySv, visit("Ort på svenska", "City in Swedish")))
            \(form.line(.cityEn, visit("Ort på engelska", "City in English")))
            \(form.line(.venueSv, visit("Lokal på svenska", "Venue in Swedish"), isOptional: true))
            \(form.line(.venueEn, visit("Lokal på engelska", "Venue in English"), isOptional: true))
            </div>
            </fieldset>
            """
    }

    private func signUp(_ visit: Visit, _ form: DraftForm<Control>) -> HTML {
        let endHint = visit("24:00 är slutet av dagen", "24:00 is the end of the day")
        return """
            <fieldset>
            <legend><h2>\(visit("Anmälan", "Registration"))</h2></legend>
            <div class="pair">
            \(form.line(.opensDay, visit("Öppnar", "Opens")))
            \(form.line(.opensTime, visit("Öppnar klockan", "Opens at")))
            \(form.line(.closesDay, visit("Stänger", "Closes")))
            \(form.line(.closesTime, visit("Stänger klockan", "Closes at"), hint: endHint))
            \(form.line(
                .changeStopsDay, visit("Ändringar till och med", "Changes until, day"),
                hint: visit("Tomt: tills anmälan stänger", "Empty: until registration closes"), isOptional: true))
            \(form.line(
                .changeStopsTime, visit("Ändringar till klockan", "Changes until, time"), hint: endHint, isOptional: true))
            </div>
            \(form.line(
                .reminderDays, visit("Påminn så många dagar före", "Remind so many days before"),
                hint: visit("0 för ingen påminnelse", "0 for no reminder"), isShort: true))
            </fieldset>
            """
    }

    private func seats(_ visit: Visit, _ form: DraftForm<Control>) -> HTML {
        """
        <fieldset>
        <legend><h2>\(visit("Platser och kö", "Seats and line"))</h2></legend>
        \(form.line(.capacity, visit("Antal platser", "Number of seats"), isShort: true))
        <div class="pair">
        \(form.line(
            .releasesDay, visit("Reserverade platser släpps", "Reserved seats are released"),
            hint: visit("Tomt: aldrig av sig själva", "Empty: never by themselves"), isOptional: true))
        \(form.line(.releasesTime, visit("Släpps klockan", "Released at"), isOptional: true))
        </div>
        \(form.line(
            .offerHours, visit("En erbjuden plats hålls i så många timmar", "An offered seat is kept for so many hours"),
            isShort: true))
        </fieldset>
        """
    }

    private func firstQuotaWords(_ visit: Visit) -> HTML {
        """
        <p>\(visit(
            "Varje kommun och varje annan typ av organisation får först taket \(Self.firstCeiling) och inga reserverade "
                + "platser. Det ändrar du sedan under Kvoter.",
            "Every municipality and every other kind of organisation first gets a ceiling of \(Self.firstCeiling) and no "
                + "reserved seats. You change that afterwards under Quotas."))</p>
        """
    }

    private func saved(_ visit: Visit, seated: Int) -> HTML {
        let sentence = visit("Konferensen är sparad.", "The conference is saved.")
        return """
            <p class="success" role="status">\(sentence)\(seated == 0 ? "" : " " + goesTo(visit, seated, isDone: true))</p>
            """
    }

    private func goesTo(_ visit: Visit, _ people: Int, isDone: Bool) -> String {
        let who =
            people == 1
            ? visit("En person i kön", "One person in line")
            : visit("\(people) personer i kön", "\(people) people in line")
        return isDone
            ? visit("\(who) har fått eller erbjudits plats.", "\(who) got or were offered a seat.")
            : visit("\(who) får eller erbjuds plats genast.", "\(who) will get or be offered a seat at once.")
    }

    /// Seats that have gone out cannot be taken back, so this is asked first.
    private func confirmation(
        _ visit: Visit, _ signedIn: SignedIn, seen: EditTag, seated: Int, typed: (Control) -> String
    ) -> Response {
        let title = visit("Ändringen flyttar platser", "The change moves seats")
        let kept = Control.allCases.map { control -> HTML in
            "<input type=\"hidden\" name=\"\(control.rawValue)\" value=\"\(typed(control))\" />\n"
        }
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(goesTo(visit, seated, isDone: false)) \(visit(
                    "De får mejl om det, och det går inte att ta tillbaka.",
                    "They are told by mail, and it cannot be taken back."))</p>
                <form method="post" action="\(visit.path(.conferenceSettings))">
                \(signedIn.tokenField)
                \(seen.field)
                \(kept)
                <input type="hidden" name="confirmed" value="yes" />
                <button class="main">\(visit("Spara ändringen", "Save the change"))</button>
                </form>
                <p><a href="\(visit.path(.conferenceSettings))">\(visit("Ändra inget", "Change nothing"))</a></p>
                </div>
                """)
    }
}
