/// A sheet of labels or badges, as its maker cuts it. All lengths are in millimetres.
///
/// The measurements are those that other programs print by: DURABLE 1456-02 and HERMA 4412 the list in pretix's badge
/// exporter, and L4785 with it, whose labels are as large; L7159 and L7165 what is commonly given for them. None was held
/// against a drawing of its maker. All are symmetrical on the paper, which the tests add up: a digit typed wrongly moves
/// one margin and not the other. Printers shift too, so organisers can.
package struct LabelSheet: Sendable, Equatable, Identifiable {
    package struct Size: Sendable, Equatable {
        package let width: Double
        package let height: Double
    }

    /// In addresses.
    package let id: String
    package let name: Phrase
    package let page: Size
    package let columns: Int
    package let rows: Int
    package let label: Size
    /// From the edges of the page to the first label.
    package let margin: Size
    /// From one label's start to the next one's.
    package let pitch: Size
    /// Whether whoever prints it has to cut it.
    package let isCut: Bool
    /// The largest letters of a name.
    package let largest: Double
    /// The side of a QR code with its quiet zone.
    package let code: Double
    /// Whether the code stands beneath the words rather than beside them.
    package let isUpright: Bool

    package var count: Int { columns * rows }

    init(
        _ id: String, _ name: Phrase, page: Size = a4, columns: Int, rows: Int, label: (Double, Double),
        margin: (Double, Double), gap: (Double, Double) = (0, 0), largest: Double, code: Double, isCut: Bool = false,
        isUpright: Bool = false
    ) {
        self.id = id
        self.name = name
        self.page = page
        self.columns = columns
        self.rows = rows
        self.label = Size(width: label.0, height: label.1)
        self.margin = Size(width: margin.0, height: margin.1)
        pitch = Size(width: label.0 + gap.0, height: label.1 + gap.1)
        self.largest = largest
        self.code = code
        self.isCut = isCut
        self.isUpright = isUpright
    }

    package static let a4 = Size(width: 210, height: 297)

    package static let all: [LabelSheet] = [
        LabelSheet(
            "l4785",
            Phrase(
                sv: "Etiketter 80 × 50 mm, 10 på ett A4 (Avery L4785, HERMA 4412)",
                en: "Labels of 80 × 50 mm, 10 on an A4 (Avery L4785, HERMA 4412)"),
            columns: 2, rows: 5, label: (80, 50), margin: (17.5, 13.5), gap: (15, 5), largest: 8, code: 24),
        LabelSheet(
            "l7165",
            Phrase(
                sv: "Etiketter 99,1 × 67,7 mm, 8 på ett A4 (Avery L7165)",
                en: "Labels of 99.1 × 67.7 mm, 8 on an A4 (Avery L7165)"),
            columns: 2, rows: 4, label: (99.1, 67.7), margin: (4.65, 13.1), gap: (2.5, 0), largest: 11, code: 28),
        LabelSheet(
            "l7159",
            Phrase(
                sv: "Etiketter 63,5 × 33,9 mm, 24 på ett A4 (Avery L7159)",
                en: "Labels of 63.5 × 33.9 mm, 24 on an A4 (Avery L7159)"),
            columns: 3, rows: 8, label: (63.5, 33.9), margin: (7.25, 12.9), gap: (2.5, 0), largest: 6, code: 20),
        LabelSheet(
            "durable90",
            Phrase(
                sv: "Instickskort 90 × 60 mm, 8 på ett A4 (DURABLE 1456-02)",
                en: "Insert cards of 90 × 60 mm, 8 on an A4 (DURABLE 1456-02)"),
            columns: 2, rows: 4, label: (90, 60), margin: (15, 28.5), largest: 10, code: 26),
        LabelSheet(
            "a6", Phrase(sv: "A6, ett på varje sida", en: "A6, one on each page"),
            page: Size(width: 105, height: 148), columns: 1, rows: 1, label: (105, 148), margin: (0, 0), largest: 15,
            code: 44, isUpright: true),
        LabelSheet(
            "a6x4", Phrase(sv: "A6, fyra på ett A4 att skära isär", en: "A6, four on an A4 to cut apart"),
            columns: 2, rows: 2, label: (105, 148.5), margin: (0, 0), largest: 15, code: 44, isCut: true,
            isUpright: true),
    ]

    package static func named(_ id: String) -> LabelSheet? { all.first { $0.id == id } }
}
