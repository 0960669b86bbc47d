import Conference

/// Counts by day as columns. The figures stand in a table behind it, so the picture is for eyes alone.
struct ColumnPlot {
    let days: SignUpDays
    let language: Language

    /// In units of the drawing, which is stretched to the width there is.
    private static let height = 200
    private static let width = 1000

    var html: HTML {
        // The first days stand as narrow as they will when there are more of them.
        let slots = max(days.all.count, 28)
        let columns = days.all.enumerated().map { index, day -> HTML in
            let left = index * Self.width / slots
            let right = (index + 1) * Self.width / slots
            // A gap where there is room for one.
            let gap = right - left > 6 ? 2 : 0
            let tall = day.count * Self.height / max(1, days.most)
            return """
                <rect x="\(left)" y="\(Self.height - tall)" width="\(right - left - gap)" height="\(tall)" />
                """
        }
        return """
            <div class="column-plot" aria-hidden="true">
            <span class="most">\(days.most)</span>
            <svg viewBox="0 0 \(Self.width) \(Self.height)" preserveAspectRatio="none" focusable="false">
            \(columns)
            </svg>
            <p class="ends"><span>\(days.all.first.map { name($0) })</span>\
            \(days.all.count < slots ? nil : "<span>\(days.all.last.map { name($0) })</span>" as HTML)</p>
            </div>
            """
    }

    private func name(_ day: SignUpDays.Day) -> HTML { "\(SwedishTime.longDay(day.start)[language])" }
}
