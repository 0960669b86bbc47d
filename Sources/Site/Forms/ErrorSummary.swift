/// All problems of a form on top of it, each leading to its question. A script moves the focus here.
struct ErrorSummary {
    struct Item {
        let message: String
        /// The control it is about; nil when it is about the whole form.
        let control: String?
    }

    let title: String
    let items: [Item]

    var html: HTML {
        let lines = items.map { item -> HTML in
            item.control.map { "<li><a href=\"#\($0)\">\(item.message)</a></li>" } ?? "<li>\(item.message)</li>"
        }
        return """
            <div class="error-summary" id="error-summary" role="alert" tabindex="-1" data-focus="true">
            <h2>\(title)</h2>
            <ul>
            \(lines)
            </ul>
            </div>
            """
    }
}
