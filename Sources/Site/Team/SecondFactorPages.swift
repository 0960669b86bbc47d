import Conference
import HTTP
import HTTPTypes
import QRCode
import Secrets
import Storage

/// `/admin/konto/tvasteg`: a second step at sign-in is turned on and off, and gets new recovery codes.
struct SecondFactorPages: Sendable {
    let store: Store
    let frame: Frame

    private enum Action: String {
        case add, codes, remove
    }

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        try await page(visit, signedIn, problem: nil)
    }

    @Sendable func submit(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        guard let action = Action(rawValue: form["action"] ?? ""),
            (action == .add) != signedIn.organiser.hasSecondFactor
        else { return try await page(visit, signedIn, problem: nil) }
        if let problem = try await signedIn.problem(ofCurrent: form["current"], visit, store) {
            return try await page(visit, signedIn, problem: problem)
        }
        switch action {
        case .add: return try await add(visit, signedIn, code: form["code"] ?? "")
        case .codes:
            return codes(
                visit, signedIn, try await store.makeRecoveryCodes(organiser: signedIn.organiser, now: visit.now))
        case .remove:
            let session = try await store.removeSecondFactor(
                of: signedIn.organiser, from: Client(visit), now: visit.now)
            return .seeOther(visit.path(.account), setCookie: SessionCookie.cookie(session))
        }
    }

    private func add(_ visit: Visit, _ signedIn: SignedIn, code: String) async throws -> Response {
        let codes = try await store.addSecondFactor(
            key: key(of: signedIn), code: code, organiser: signedIn.organiser, this: signedIn.session, now: visit.now)
        if let codes { return self.codes(visit, signedIn, codes) }
        return try await page(
            visit, signedIn,
            problem: ErrorSummary.Item(
                message: visit(
                    "Koden stämmer inte. Vänta på nästa och försök igen. Hjälper det inte, kontrollera att telefonens "
                        + "klocka går rätt.",
                    "The code is not right. Wait for the next one and try again. If that does not help, check that the "
                        + "telephone’s clock is right."),
                control: "code"))
    }

    /// Derived from the session, so that a reload shows the same code and nothing is kept before it is confirmed.
    private func key(of signedIn: SignedIn) -> [UInt8] {
        let bytes = store.signingKey.authenticate(signedIn.session.bytes, for: .secondFactorKey)
        return Array(bytes.prefix(OneTimeCode.keyBytes))
    }

    private func page(_ visit: Visit, _ signedIn: SignedIn, problem: ErrorSummary.Item?) async throws -> Response {
        let title = visit("Tvåstegsinloggning", "Two-step sign-in")
        let content: HTML
        if signedIn.organiser.hasSecondFactor {
            content = settings(
                visit, signedIn, left: try await store.countRecoveryCodes(of: signedIn.organiser), problem: problem)
        } else {
            content = try enrolment(visit, signedIn, problem: problem)
        }
        return frame.page(
            visit, title: title, status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: visit.summary(problem),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.account))">\(visit("Mitt konto", "My account"))</a></p>
                <h1>\(title)</h1>
                \(content)
                </div>
                """)
    }

    /// What the QR code says (Key URI Format).
    static func address(of code: OneTimeCode, account: String) -> String {
        "otpauth://totp/Vemfn:\(percentEncoded(account))?secret=\(code.keyText)&issuer=Vemfn"
    }

    private func enrolment(_ visit: Visit, _ signedIn: SignedIn, problem: ErrorSummary.Item?) throws -> HTML {
        let code = OneTimeCode(key: key(of: signedIn))
        let drawing = QRDrawing(
            matrix: try QRMatrix(Self.address(of: code, account: signedIn.organiser.name)),
            label: visit("QR-kod för din app", "QR code for your app"))
        let control = FormControl(
            name: "code", label: visit("Koden som appen visar", "The code that the app shows"),
            hint: visit("Sex siffror", "Six digits"), problem: problem?.control == "code" ? problem?.message : nil,
            problemWord: visit("Fel:", "Error:"))
        let demand: HTML = """
            <p class="notice">\(visit(
                "Laget kräver tvåstegsinloggning. Slå på den, så kommer du vidare.",
                "The team demands two-step sign-in. Turn it on to get on."))</p>
            """
        return """
            \(signedIn.organiser.mustAddSecondFactor ? demand : nil)
            <p>\(visit(
                "Då räcker det inte att någon får tag i ditt lösenord: det behövs också en kod från din telefon.",
                "Then getting hold of your password is not enough: a code from your telephone is needed too."))</p>
            <ol class="steps">
            <li>\(visit(
                "Öppna en app för engångskoder i telefonen, till exempel Aegis, 2FAS, Google Authenticator eller den "
                    + "som följer med telefonen.",
                "Open an app for one-time codes on your telephone, such as Aegis, 2FAS, Google Authenticator or the one "
                    + "that came with it."))</li>
            <li>\(visit("Läs av QR-koden med appen.", "Scan the QR code with the app."))
            <div class="enrolment">\(drawing.html)</div>
            \(visit("Eller skriv in nyckeln:", "Or enter the key:"))
            <code class="key">\(grouped(code.keyText))</code></li>
            <li>\(visit("Skriv koden som appen visar.", "Enter the code that the app shows."))</li>
            </ol>
            <form method="post" action="\(visit.path(.secondFactor))" novalidate="novalidate">
            \(signedIn.tokenField)
            \(control.html {
                """
                <input \($0) class="short" inputmode="numeric" autocomplete="one-time-code" required="required" />
                """
            })
            \(PasswordFields(visit: visit, problem: problem).current)
            <button class="main" name="action" value="add">\(visit(
                "Slå på tvåstegsinloggning", "Turn two-step sign-in on"))</button>
            </form>
            """
    }

    private func settings(_ visit: Visit, _ signedIn: SignedIn, left: Int, problem: ErrorSummary.Item?) -> HTML {
        """
        <p class="success">\(visit("Tvåstegsinloggning är på.", "Two-step sign-in is on."))</p>
        <p>\(visit(
            "Återställningskoder kvar, för den dag telefonen är borta: \(left). Var och en gäller en gång.",
            "Recovery codes left, for the day the telephone is gone: \(left). Each is good once."))</p>
        <form method="post" action="\(visit.path(.secondFactor))" novalidate="novalidate">
        \(signedIn.tokenField)
        \(PasswordFields(visit: visit, problem: problem).current)
        <div class="choices">
        <button name="action" value="codes">\(visit("Gör nya återställningskoder", "Make new recovery codes"))</button>
        <button class="quiet" name="action" value="remove">\(visit(
            "Slå av tvåstegsinloggning", "Turn two-step sign-in off"))</button>
        </div>
        </form>
        """
    }

    private func codes(_ visit: Visit, _ signedIn: SignedIn, _ codes: [RecoveryCode]) -> Response {
        let title = visit("Dina återställningskoder", "Your recovery codes")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit(
                    "Skriv ut dem eller spara dem där du har dina lösenord. De visas bara nu. Är telefonen borta loggar du "
                        + "in med en av dem i stället för appens kod. Var och en gäller en gång.",
                    "Print them, or keep them where you keep your passwords. They are shown now and never again. When the "
                        + "telephone is gone, sign in with one of them in the place of the app’s code. Each is good once."
                ))</p>
                <ul class="recovery-codes plain">
                \(codes.map { "<li><code>\($0.text)</code></li>\n" as HTML })
                </ul>
                <p><a class="button" href="\(visit.path(.account))">\(visit(
                    "Jag har sparat dem", "I have saved them"))</a></p>
                </div>
                """)
    }

    /// In groups of four, as they are easiest to read off.
    private func grouped(_ text: String) -> String {
        var groups = ""
        for (index, character) in text.enumerated() {
            if index > 0, index.isMultiple(of: 4) { groups += " " }
            groups.append(character)
        }
        return groups
    }
}

extension SignedIn {
    /// What is wrong with the present password that was typed; nil when it is right. Tries are counted as those at sign-in
    /// are: whoever finds a browser signed in could guess here, too.
    func problem(ofCurrent typed: String?, _ visit: Visit, _ store: Store) async throws -> ErrorSummary.Item? {
        let words: String
        switch try await store.check(password: typed ?? "", of: organiser, from: Client(visit), now: visit.now) {
        case .right: return nil
        case .wrong: words = visit("Det är inte ditt lösenord nu.", "That is not your present password.")
        case .throttled:
            words = visit(
                "För många försök. Vänta en kvart och försök sedan igen.",
                "Too many attempts. Wait a quarter of an hour and try again.")
        }
        return ErrorSummary.Item(message: words, control: "current")
    }
}
