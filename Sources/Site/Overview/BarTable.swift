/// Seats by group as a table with a bar in each row: picture and figures in one.
struct BarTable {
    struct Row {
        let name: HTML
        let taken: Int
        /// Nil where there is no limit of its own.
        let capacity: Int?
        let waiting: Int
    }

    let visit: Visit
    let caption: String
    /// What the rows are: "Län".
    let heading: String
    let rows: [Row]

    /// Groups of which nobody comes are named in one line below, not drawn.
    var html: HTML {
        let shown = rows.filter { $0.capacity != nil || $0.taken + $0.waiting > 0 }
        let nobody = rows.filter { $0.capacity == nil && $0.taken + $0.waiting == 0 }.map(\.name)
        return """
            <div>
            \(shown.isEmpty ? "<h3>\(caption)</h3>" as HTML : table(shown))
            \(nobody.isEmpty ? nil : "<p class=\"nobody\">\(visit("Ingen än från:", "Nobody yet from:")) \(commas(nobody)).</p>" as HTML)
            </div>
            """
    }

    private func commas(_ names: [HTML]) -> HTML {
        names.dropFirst().reduce(names[0]) { "\($0), \($1)" }
    }

    private func table(_ rows: [Row]) -> HTML {
        let widest = max(1, rows.map { max($0.taken + $0.waiting, $0.capacity ?? 0) }.max() ?? 1)
        return """
            <table class="bar-table">
            <caption>\(caption)</caption>
            <thead><tr><th scope="col">\(heading)</th><th scope="col" class="number">\(visit("Tagna", "Taken"))</th>
            <th scope="col" class="number">\(visit("I kö", "Waiting"))</th></tr></thead>
            <tbody>
            \(rows.map { row($0, widest: widest) })
            </tbody>
            </table>
            """
    }

    private func row(_ row: Row, widest: Int) -> HTML {
        """
        <tr><th scope="row">\(row.name)\(bar(row, widest: widest))</th>\
        <td class="number">\(row.taken)\(row.capacity.map { capacity in
            " <span class=\"of\">\(visit("av \(capacity)", "of \(capacity)"))</span>" as HTML })</td>\
        <td class="number">\(row.waiting)</td></tr>

        """
    }

    private func bar(_ row: Row, widest: Int) -> HTML {
        let scale = { (count: Int) in count * 1000 / widest }
        return """
            <svg class="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
            \(row.capacity.map { "<rect class=\"all\" width=\"\(scale($0))\" height=\"20\" />" as HTML })\
            <rect class="taken" width="\(scale(row.taken))" height="20" />\
            <rect class="waiting" x="\(scale(row.taken))" width="\(scale(row.waiting))" height="20" /></svg>
            """
    }
}
