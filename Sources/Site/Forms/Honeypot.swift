import HTTP

/// A field that people do not see and programs fill in.
enum Honeypot {
    private static let name = "comment"

    /// Says what it is to those who come to see it all the same, without style sheet.
    static func html(_ visit: Visit) -> HTML {
        """
        <div class="off-stage" aria-hidden="true">
        <label for="\(name)">\(visit("Lämna fältet tomt", "Leave this field empty"))</label>
        <input id="\(name)" name="\(name)" tabindex="-1" autocomplete="off" />
        </div>
        """
    }

    static func isFilled(_ form: FormData) -> Bool { !(form[name] ?? "").isEmpty }

    static func isFilled(_ form: MultipartForm) -> Bool { !(form[name] ?? "").isEmpty }

    static func problem(_ visit: Visit) -> String {
        visit(
            "Ett fält som ska lämnas tomt var ifyllt. Nu är det tomt: kontrollera uppgifterna och skicka igen.",
            "A field that is to be left empty was filled in. It is empty now: check your answers and send again.")
    }
}
