/// Tells organisers on every page of theirs that mail has not reached somebody.
struct UnsentNotice {
    let visit: Visit
    let count: Int

    var html: HTML? {
        guard count > 0 else { return nil }
        return """
            <p class="notice">\(visit(
                count == 1 ? "1 mejl har inte gått att skicka." : "\(count) mejl har inte gått att skicka.",
                count == 1 ? "1 mail could not be sent." : "\(count) mails could not be sent."))
            <a href="\(visit.path(.messages))?state=failed">\(visit("Visa vilka", "Show which"))</a></p>

            """
    }
}
