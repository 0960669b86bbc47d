import Conference

/// Where each län stands when Sweden is drawn as tiles: neighbours stand beside each other, north is up, and the north's
/// few kommuner do not take up two thirds of the picture as they do on a map.
struct CountyTiles {
    struct Tile {
        let county: String
        /// Without "län", which would not fit above the squares.
        let name: String
        let column: Int
        let row: Int
    }

    static let columns = 4

    /// By rows from the north. The codes are SCB's.
    static let all = [
        Tile(county: "25", name: "Norrbotten", column: 2, row: 0),
        Tile(county: "24", name: "Västerbotten", column: 2, row: 1),
        Tile(county: "23", name: "Jämtland", column: 1, row: 2),
        Tile(county: "22", name: "Västernorrland", column: 2, row: 2),
        Tile(county: "20", name: "Dalarna", column: 1, row: 3),
        Tile(county: "21", name: "Gävleborg", column: 2, row: 3),
        Tile(county: "17", name: "Värmland", column: 0, row: 4),
        Tile(county: "18", name: "Örebro", column: 1, row: 4),
        Tile(county: "19", name: "Västmanland", column: 2, row: 4),
        Tile(county: "03", name: "Uppsala", column: 3, row: 4),
        Tile(county: "14", name: "Västra Götaland", column: 0, row: 5),
        Tile(county: "05", name: "Östergötland", column: 1, row: 5),
        Tile(county: "04", name: "Södermanland", column: 2, row: 5),
        Tile(county: "01", name: "Stockholm", column: 3, row: 5),
        Tile(county: "13", name: "Halland", column: 0, row: 6),
        Tile(county: "06", name: "Jönköping", column: 1, row: 6),
        Tile(county: "08", name: "Kalmar", column: 2, row: 6),
        Tile(county: "09", name: "Gotland", column: 3, row: 6),
        Tile(county: "12", name: "Skåne", column: 0, row: 7),
        Tile(county: "07", name: "Kronoberg", column: 1, row: 7),
        Tile(county: "10", name: "Blekinge", column: 2, row: 7),
    ]
}
