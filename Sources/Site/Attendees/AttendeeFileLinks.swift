import Conference

/// Where what is shown can be downloaded: the same filter and the same columns, in each format.
struct AttendeeFileLinks {
    let visit: Visit
    let signedIn: SignedIn
    let query: AttendeeQuery

    var html: HTML {
        """
        <section class="files">
        <h2>\(visit("Hämta listan", "Download the list"))</h2>
        <p>\(visit(
            "Filerna har samma urval som listan ovan, och de kolumner som är valda; annars alla.",
            "The files have the same filter as the list above, and the columns that are chosen, or else all."))</p>
        <ul class="plain">
        <li><a class="button quiet" href="\(address(.attendeesXLSX))">\(visit("Excel-fil (XLSX)", "Excel file (XLSX)"))</a></li>
        <li><a class="button quiet" href="\(visit.path(.attendeesPrint))\(own.text)">\
        \(visit("Lista att skriva ut", "List to print"))</a></li>
        <li><a class="button quiet" href="\(visit.path(.badges))\(whom.text)">\(visit("Namnskyltar", "Name badges"))</a></li>
        <li><a class="button quiet" href="\(SignListPages.address(visit, .everybody, query: whom))">\
        \(visit("Närvarolista att skriva på", "List to sign"))</a></li>
        <li><a href="\(address(.attendeesCSV))">\(visit("CSV för Excel", "CSV for Excel"))</a></li>
        \(signedIn.may(.readNeeds) ? withNeeds : nil)
        <li><a href="\(address(.attendeesCSV, "format=plain"))">\(visit("CSV för maskiner", "CSV for machines"))</a></li>
        <li><a href="\(address(.attendeesJSON))">JSON</a></li>
        </ul>
        <p><a href="\(visit.path(.printing))">\(visit(
            "Utskrifter för hela konferensen", "Printing for the whole conference"))</a></p>
        </section>
        """
    }

    private var withNeeds: HTML {
        "<li><a href=\"\(address(.attendeesCSV, "needs=yes"))\">\(visit("CSV med behov", "CSV with needs"))</a></li>"
    }

    /// Badges and lists to sign have columns of their own.
    private var whom: AttendeeQuery { own.changed { $0.columns = [] } }

    private var own: AttendeeQuery { query.changed { $0.after = nil } }

    private func address(_ page: Page, _ choice: String? = nil) -> String {
        let separator = own.text.isEmpty ? "?" : "&"
        return visit.path(page) + own.text + (choice.map { separator + $0 } ?? "")
    }
}
