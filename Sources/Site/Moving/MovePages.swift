import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/deltagare/urval/flytta`: many are moved at once, to another group or into a workshop, and moved back.
struct MovePages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private static let agreed = "agreed"

    /// Asks where, then tells what that would do.
    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = try AttendeeQuery(selecting: visit, kommuner: store.kommuner)
        let choice = MoveChoice(try visit.request.head.queryFields())
        guard let ids = try await store.ids(query.filter, limit: Move.most) else {
            return tooMany(visit, signedIn, query)
        }
        guard !ids.isEmpty else { return frame.nobodyChosen(visit, signedIn, query) }
        guard choice.isMade else {
            return try await form(visit, signedIn, query, choice, count: ids.count, problem: nil)
        }
        switch choice.target(store.kommuner) {
        case .failure(let problem):
            return try await form(visit, signedIn, query, choice, count: ids.count, problem: problem)
        case .success(let target):
            guard let effect = try await store.previewMoving(ids: ids, to: target, now: visit.now) else {
                return problems.notFound(visit, signedIn)
            }
            return try await preview(
                visit, signedIn, query, choice, ids, target, effect, reason: "", problem: nil, hasChanged: false)
        }
    }

    /// Moves those whom the preview was about, if it still does what was shown.
    @Sendable func move(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let query = try AttendeeQuery(selecting: visit, kommuner: store.kommuner)
        let choice = MoveChoice(form)
        let ids = (form["people"] ?? "").split(separator: ",").compactMap { Int64($0) }
        guard case .success(let target) = choice.target(store.kommuner), !ids.isEmpty else {
            return frame.nobodyChosen(visit, signedIn, query)
        }
        let typed = form[EditAttempt.reasonControl] ?? ""
        let reason = RegistrationForm.tidied(typed)
        if let problem = TypedProblem.with(reason, longest: AttendeeEdit.longestReason) {
            guard let effect = try await store.previewMoving(ids: ids, to: target, now: visit.now) else {
                return problems.notFound(visit, signedIn)
            }
            return try await preview(
                visit, signedIn, query, choice, ids, target, effect, reason: typed, problem: problem, hasChanged: false)
        }
        switch try await store.move(
            ids: ids, to: target, agreed: form[Self.agreed] ?? "", by: signedIn.actor, reason: reason, now: visit.now)
        {
        case .done(_, let move): return done(visit, query, move)
        case .differs(let effect):
            return try await preview(
                visit, signedIn, query, choice, ids, target, effect, reason: typed, problem: nil, hasChanged: true)
        case .notFound: return problems.notFound(visit, signedIn)
        }
    }

    private func done(_ visit: Visit, _ query: AttendeeQuery, _ move: Int64?) -> Response {
        let list = query.withoutChoice
        let separator = list.text.isEmpty ? "?" : "&"
        return .seeOther(
            visit.path(.attendees) + list.text + (move.map { "\(separator)moved=\($0)" } ?? ""))
    }

    private func form(
        _ visit: Visit, _ signedIn: SignedIn, _ query: AttendeeQuery, _ choice: MoveChoice, count: Int,
        problem: MoveChoiceProblem?
    ) async throws -> Response {
        let title = visit("Flytta \(people(count, visit))", "Move \(people(count, visit))")
        let form = MoveForm(
            visit: visit, kommuner: store.kommuner, workshops: try await store.workshops().filter { !$0.isRetired },
            query: query, choice: choice, problem: problem)
        return frame.page(
            visit, title: title, status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: problem.map {
                ErrorSummary(
                    title: visit("Något behöver rättas", "Something needs to be corrected"),
                    items: [ErrorSummary.Item(message: $0.message(visit), control: $0.control)])
            },
            content: """
                <div class="reading">
                \(query.back(visit))
                <h1>\(title)</h1>
                <p>\(visit(
                    "Du får först se exakt vad som händer. Inget ändras förrän du säger ja.",
                    "You first see exactly what happens. Nothing is changed until you say yes."))</p>
                \(form.html)
                </div>
                """)
    }

    private func preview(
        _ visit: Visit, _ signedIn: SignedIn, _ query: AttendeeQuery, _ choice: MoveChoice, _ ids: [Int64],
        _ target: MoveTarget, _ effect: MoveEffect, reason: String, problem: TypedProblem?, hasChanged: Bool
    ) async throws -> Response {
        let name = try await target.name(visit, store)
        let title =
            effect.count == 0
            ? visit("Ingen behöver flyttas", "Nobody needs to be moved")
            : visit(
                "Flytta \(people(effect.count, visit)) till \(name)?", "Move \(people(effect.count, visit)) to \(name)?"
            )
        let message = problem.map { problem in
            problem == .missing
                ? visit("Skriv varför de flyttas", "Enter why they are moved") : problem.message[visit.language]
        }
        let hidden = choice.pairs.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\" />\n" as HTML }
        let form: HTML = """
            <p>\(visit(
                "De vars plats ändras får mejl. Det går att ångra i sju dagar, men en plats som någon annan fått kan inte "
                    + "tas tillbaka.",
                "Those whose seat changes are told by mail. It can be undone for seven days, but a seat that somebody else "
                    + "got cannot be taken back."))</p>
            <form method="post" action="\(visit.path(.moveSelection))\(query.withoutChoice.text)" novalidate="novalidate">
            \(signedIn.tokenField)
            \(hidden)
            <input type="hidden" name="people" value="\(ids.map(String.init).joined(separator: ","))" />
            <input type="hidden" name="\(Self.agreed)" value="\(effect.text)" />
            \(FormControl(
                name: EditAttempt.reasonControl, label: visit("Skäl till flytten", "Reason for the move"),
                hint: visit(
                    "Står i historiken för var och en. Skriv inget om hälsa.",
                    "Stands in the history of each. Write nothing about health."),
                problem: message, problemWord: visit("Fel:", "Error:")
            ).html { "<input \($0) value=\"\(reason)\" required=\"required\" autocomplete=\"off\" />" })
            <div class="choices">
            <button class="main">\(visit("Ja, flytta", "Yes, move them"))</button>
            <a href="\(visit.path(.attendees))\(query.withoutChoice.text)">\(visit("Nej, tillbaka", "No, go back"))</a>
            </div>
            </form>
            """
        return frame.page(
            visit, title: visit("Flytta", "Move"),
            status: problem == nil ? hasChanged ? .conflict : .ok : .unprocessableContent,
            organiser: signedIn,
            problems: message.map {
                ErrorSummary(
                    title: visit("Ingen flyttades", "Nobody was moved"),
                    items: [ErrorSummary.Item(message: $0, control: EditAttempt.reasonControl)])
            },
            content: """
                <div class="reading">
                \(query.back(visit))
                <h1>\(title)</h1>
                \(hasChanged ? MoveEffectList.changed(visit) : nil)
                \(try await MoveEffectList(visit: visit, store: store).html(effect, of: name))
                \(effect.count == 0 ? nil : form)
                </div>
                """)
    }

    func askToUndo(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let move = try await store.move(id: id),
            let effect = try await store.previewUndoingMove(id: id, now: visit.now)
        else { return problems.notFound(visit, signedIn) }
        return try await undoing(visit, signedIn, move, effect, hasChanged: false)
    }

    func undo(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let move = try await store.move(id: id) else { return problems.notFound(visit, signedIn) }
        switch try await store.undoMove(id: id, agreed: form[Self.agreed] ?? "", by: signedIn.actor, now: visit.now) {
        case .done: return .seeOther(visit.path(.attendees))
        case .differs(let effect): return try await undoing(visit, signedIn, move, effect, hasChanged: true)
        case .notFound: return problems.notFound(visit, signedIn)
        }
    }

    private func undoing(
        _ visit: Visit, _ signedIn: SignedIn, _ move: Move, _ effect: MoveEffect, hasChanged: Bool
    ) async throws -> Response {
        let name = try await move.target.name(visit, store)
        let title = visit("Ångra flytten till \(name)?", "Undo the move to \(name)?")
        let form: HTML = """
            <form method="post" action="\(visit.path(.undoMove(id: move.id)))" class="choices">
            \(signedIn.tokenField)
            <input type="hidden" name="\(Self.agreed)" value="\(effect.text)" />
            <button>\(visit("Ja, flytta tillbaka", "Yes, move them back"))</button>
            <a href="\(visit.path(.attendees))">\(visit("Nej, låt det vara", "No, leave it"))</a>
            </form>
            """
        return frame.page(
            visit, title: title, status: hasChanged ? .conflict : .ok, organiser: signedIn,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.attendees))">\(visit("Tillbaka till listan", "Back to the list"))</a></p>
                <h1>\(title)</h1>
                \(hasChanged ? MoveEffectList.changed(visit) : nil)
                \(try await MoveEffectList(visit: visit, store: store).html(effect, of: name))
                \(effect.count == 0 ? nil : form)
                </div>
                """)
    }

    private func tooMany(_ visit: Visit, _ signedIn: SignedIn, _ query: AttendeeQuery) -> Response {
        frame.tooManyChosen(
            visit, signedIn, query,
            visit(
                "Högst \(Move.most) kan flyttas på en gång. Välj färre.",
                "At most \(Move.most) can be moved at once. Choose fewer."))
    }
}

private func people(_ count: Int, _ visit: Visit) -> String {
    count == 1 ? visit("1 person", "1 person") : visit("\(count) personer", "\(count) people")
}

extension MoveTarget {
    /// What it is called among people.
    func name(_ visit: Visit, _ store: Store) async throws -> String {
        switch self {
        case .group(let group): GroupWords(visit: visit, kommuner: store.kommuner).name(of: group)
        case .workshop(let id): try await store.workshops().first { $0.id == id }?.title[visit.language] ?? ""
        }
    }
}

/// What was just done to many, with the way back.
struct MoveNotice {
    let visit: Visit
    let move: Move
    let target: String

    var html: HTML {
        """
        <div class="success" role="status">
        <p>\(visit(
            "Flyttade till \(target): \(people(move.count, visit)).", "Moved to \(target): \(people(move.count, visit)).")) \
        <a href="\(visit.path(.undoMove(id: move.id)))">\(visit("Ångra", "Undo"))</a></p>
        </div>
        """
    }
}
