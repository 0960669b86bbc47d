import Conference
import HTTP

/// The 290 kommuner as squares in the tiles of their län, coloured by how many of their seats are taken.
///
/// Each square is a link to its kommun's row in the table, which says the same in figures. Without a script all squares
/// are stops of the Tab key, and a link before them leads past; with it the map is one stop, with arrow keys inside.
struct TileMap {
    let visit: Visit
    let table: QuotaTable
    /// The page that has the table, when that is another than the map's.
    var target = ""

    // In units of the drawing.
    private static let square = 14
    private static let step = 16
    private static let squaresInRow = 7
    private static let gutter = 14
    private static let nameHeight = 16

    private static var tileWidth: Int { squaresInRow * step + gutter }

    var html: HTML {
        let byCounty = Dictionary(grouping: table.kommuner) { $0.kommun?.county.code ?? "" }
        var tiles: [HTML] = []
        var top = 0
        for tilesOfRow in Dictionary(grouping: CountyTiles.all, by: \.row).sorted(by: { $0.key < $1.key }).map(\.value)
        {
            let groups = tilesOfRow.map { ($0, byCounty[$0.county] ?? []) }
            tiles += groups.map { drawn($0, rows: $1, top: top) }
            let tallest = groups.map { ($0.1.count + Self.squaresInRow - 1) / Self.squaresInRow }.max() ?? 0
            top += Self.nameHeight + tallest * Self.step + Self.gutter
        }
        return """
            <figure class="tile-map">
            <figcaption>\(visit(
                "Varje ruta är en kommun. Färgen visar hur många av kommunens platser som är tagna.",
                "Each square is a municipality. The colour tells how many of its seats are taken."))
            <a href="\(target)#kommun-quotas-caption">\(visit("Samma siffror i tabellen", "The same figures in the table"))</a>
            </figcaption>
            \(legend)
            <svg viewBox="-1 0 \(CountyTiles.columns * Self.tileWidth - Self.gutter + 1) \(top)" role="group" \
            aria-label="\(visit("Karta över tagna platser", "Map of seats taken"))" data-roving="a">
            \(tiles)
            </svg>
            <p class="told" data-tells="\(visit("Peka på en ruta, eller stega med piltangenterna.",
                "Point at a square, or step with the arrow keys."))" hidden="hidden"></p>
            </figure>
            """
    }

    private func drawn(_ tile: CountyTiles.Tile, rows: [QuotaTable.Row], top: Int) -> HTML {
        let left = tile.column * Self.tileWidth
        let squares = rows.enumerated().map { index, row -> HTML in
            let x = left + index % Self.squaresInRow * Self.step
            let y = top + Self.nameHeight + index / Self.squaresInRow * Self.step
            let taken = TakenWords(count: row.quota.taken, capacity: row.quota.ceiling)[visit.language]
            let words = "\(row.name(in: visit.language)): \(taken)"
            // Short, for it is sent 290 times.
            return """
                <a href="\(target)#k\(row.kommun?.code ?? "")"><title>\(words)</title>\
                <path class="s\(Shade(row.quota).rawValue)" d="M\(x) \(y)h\(Self.square)v\(Self.square)h-\(Self.square)z" /></a>
                """
        }
        return """
            <g role="group" aria-label="\(tile.name)"><text x="\(left)" y="\(top + 11)" aria-hidden="true">\(tile.name)</text>
            \(squares)</g>

            """
    }

    private var legend: HTML {
        let shades = Shade.allCases.map { shade -> HTML in
            """
            <li><svg viewBox="0 0 14 14" aria-hidden="true" focusable="false">\
            <path d="M0 0h14v14h-14z" class="s\(shade.rawValue)" /></svg>\(shade.words[visit.language])</li>
            """
        }
        return "<ul class=\"shades\">\(shades)</ul>"
    }
}

/// How much of its ceiling a kommun has taken, in steps that an eye can tell apart.
enum Shade: Int, CaseIterable {
    case none, some, half, full

    init(_ quota: Quota) {
        self =
            if quota.taken == 0 { .none } else if quota.taken >= quota.ceiling {
                .full
            } else if quota.taken * 2 >= quota.ceiling { .half } else { .some }
    }

    var words: Phrase {
        switch self {
        case .none: Phrase(sv: "ingen", en: "none")
        case .some: Phrase(sv: "mindre än hälften", en: "less than half")
        case .half: Phrase(sv: "hälften eller mer", en: "half or more")
        case .full: Phrase(sv: "alla", en: "all")
        }
    }
}
