import Conference

/// The measurements of a sheet of badges as a stylesheet; what is the same for all sheets stands in `badges.css`.
struct BadgeStyle {
    private let draft: BadgeDraft

    init(_ draft: BadgeDraft) {
        self.draft = draft
    }

    /// Nothing in it was typed but two numbers.
    var bytes: [UInt8] {
        let sheet = draft.sheet
        // A page's height less what rounding may add, which would bring an empty page behind each.
        let height = sheet.page.height - 0.3
        let (left, top) = (sheet.margin.width + draft.shift.width, sheet.margin.height + draft.shift.height)
        let gap = (sheet.pitch.width - sheet.label.width, sheet.pitch.height - sheet.label.height)
        let (direction, alignment) = sheet.isUpright ? ("column", "center") : ("row", "start")
        let steps = sheet.sizes.enumerated().map { step, size in
            ".step-\(step) { --name: \(mm(size)); --small: \(mm(sheet.smallSize(beside: size))) }\n"
        }
        return Array(
            """
            @page { size: \(mm(sheet.page.width)) \(mm(sheet.page.height)); margin: 0 }
            .sheet { width: \(mm(sheet.page.width)); height: \(mm(height)) }
            .labels {
              left: \(mm(left)); top: \(mm(top));
              grid-template-columns: repeat(\(sheet.columns), \(mm(sheet.label.width)));
              grid-auto-rows: \(mm(sheet.label.height)); column-gap: \(mm(gap.0)); row-gap: \(mm(gap.1));
            }
            .badge { flex-direction: \(direction); text-align: \(alignment); padding: \(mm(LabelSheet.padding)) }
            .badge .qr { width: \(mm(sheet.code)); height: \(mm(sheet.code)) }
            .badge .name { line-height: \(LabelSheet.nameLeading) }
            .badge .small { line-height: \(LabelSheet.smallLeading) }
            \(sheet.isCut ? ".badge { outline: 0.1mm solid #999999 }" : "")
            \(steps.joined())
            """.utf8)
    }

    private func mm(_ length: Double) -> String { "\((length * 100).rounded() / 100)mm" }
}
