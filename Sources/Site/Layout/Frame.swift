import Conference
import HTTP
import HTTPTypes
import Storage

/// What every page shares: head, header, footer and the fields of its response.
struct Frame: Sendable {
    let assets: Assets
    /// Where visitors may write; nil when the organisers have not said.
    let contact: String?

    /// A page as a response.
    ///
    /// - Parameters:
    ///   - title: Stands before the name of the site in the window's title.
    ///   - organiser: Who is signed in; decides which navigation is shown.
    ///   - script: A file of `public/` that the page has beside the usual one.
    ///   - problems: What must be put right first. Stands on top, and the title says so.
    func page(
        _ visit: Visit, title: String, status: HTTPResponse.Status = .ok, organiser: SignedIn? = nil,
        script: String? = nil,
        problems: ErrorSummary? = nil, content: HTML
    ) -> Response {
        let title = problems == nil ? title : visit("Fel: ", "Error: ") + title
        let document: HTML = """
            \(start(visit, title: title, organiser: organiser, script: script))
            \(problems?.html)\(organiser.flatMap { UnsentNotice(visit: visit, count: $0.unsentMessages).html })\
            \(content)
            \(end(visit))
            """
        return Response(status: status, fields: fields(visit), body: .bytes(document.bytes))
    }

    /// What a page's response says about it.
    func fields(_ visit: Visit) -> HTTPFields {
        var fields = SecurityHeaders.page(visit.page)
        fields[.contentType] = "text/html; charset=utf-8"
        fields[.contentLanguage] = visit.language.rawValue
        fields[.cacheControl] = "no-store"
        return fields
    }

    /// What comes before the content, for a page that is sent piece by piece.
    func start(_ visit: Visit, title: String, organiser: SignedIn?, script: String? = nil) -> HTML {
        let language = visit.language
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8" />
            <title>\(title) – #Vemfn</title>
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <link rel="icon" href="\(assets.path("icon.svg"))" type="image/svg+xml" />
            <link rel="stylesheet" href="\(assets.path("style.css"))" />
            \(visit.page.flatMap(alternates))
            <script src="\(assets.path("page.js"))" defer="defer"></script>
            \(script.map { "<script src=\"\(assets.path($0))\" defer=\"defer\"></script>" as HTML })
            </head>
            <body>
            <a class="skip-link" href="#content">\(visit("Hoppa till innehållet", "Skip to the content"))</a>
            <header class="site-header">
            <div class="width">
            <a class="wordmark" href="\(visit.path(.start))">#Vemfn</a>
            \(languageSwitch(visit))
            \(navigation(visit, organiser: organiser))
            </div>
            </header>
            <main id="content" class="width" tabindex="-1">
            """
    }

    func end(_ visit: Visit) -> HTML {
        """
        </main>
        \(footer(visit))
        </body>
        </html>

        """
    }

    private func alternates(_ page: Page) -> HTML? {
        guard !page.isPersonal else { return nil }
        return """
            <link rel="alternate" hreflang="sv" href="\(page.path(in: .swedish))" />
            <link rel="alternate" hreflang="en" href="\(page.path(in: .english))" />
            """
    }

    private func navigation(_ visit: Visit, organiser: SignedIn?) -> HTML {
        let pages =
            organiser.map { OrganiserMenu.entries(visit, for: $0) } ?? [
                (.start, visit("Konferensen", "The conference")), (.programme, visit("Program", "Programme")),
                (.signUp, visit("Anmälan", "Registration")), (.quotas, visit("Platser", "Seats")),
            ]
        let above = visit.page.flatMap(OrganiserMenu.entry(above:))
        let items = pages.map { page, name -> HTML in
            let current: HTML? =
                page == visit.page ? " aria-current=\"page\"" : page == above ? " aria-current=\"true\"" : nil
            return "<li><a href=\"\(visit.path(page))\"\(current)>\(name)</a></li>"
        }
        return """
            <nav aria-label="\(visit("Huvudmeny", "Main menu"))">
            <ul>
            \(items)
            </ul>
            \(organiser.map { signOut(visit, $0) })
            </nav>
            """
    }

    private func signOut(_ visit: Visit, _ signedIn: SignedIn) -> HTML {
        """
        <form method="post" action="\(visit.path(.signOut))">
        \(signedIn.tokenField)
        <button class="quiet">\(visit("Logga ut", "Sign out")) \(signedIn.organiser.name)</button>
        </form>
        """
    }

    /// Leads to the same page in the other language, and says so in that language.
    private func languageSwitch(_ visit: Visit) -> HTML {
        let other = visit.language.other
        let name =
            switch other {
            case .swedish: "Svenska"
            case .english: "English"
            }
        // A search stays a search in the other language.
        let query = visit.request.head.method == .post ? nil : visit.request.head.query
        return """
            <a class="language" href="\((visit.page ?? .start).path(in: other))\(query.map { "?" + $0 } ?? "")" \
            lang="\(other.rawValue)" \
            hreflang="\(other.rawValue)">\(name)</a>
            """
    }

    private func footer(_ visit: Visit) -> HTML {
        let contact = contact.map { address -> HTML in
            "<p>\(visit("Frågor?", "Questions?")) <a href=\"mailto:\(address)\">\(address)</a></p>"
        }
        return """
            <footer class="site-footer">
            <div class="width">
            <p>\(visit(
                "Arrangörer: kommunerna Borlänge, Falköping, Lindesberg och Nässjö",
                "Arranged by the municipalities of Borlänge, Falköping, Lindesberg and Nässjö"))</p>
            \(contact)
            <ul>
            <li><a href="\(visit.path(.privacy))">\(visit("Personuppgifter", "Personal data"))</a></li>
            <li><a href="\(visit.path(.accessibility))">\(visit("Tillgänglighet", "Accessibility"))</a></li>
            <li><a href="\(visit.path(.organisers))">\(visit("För arrangörer", "For organisers"))</a></li>
            </ul>
            </div>
            </footer>
            """
    }
}
