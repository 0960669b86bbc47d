/// A question with several answers to tick: legend, problem and boxes, tied together.
struct TickBoxes {
    struct Box {
        let value: String
        let label: String
        let hint: String
    }

    let name: String
    let legend: String
    let boxes: [Box]
    let chosen: Set<String>
    let problem: String?
    let problemWord: String

    var html: HTML {
        let boxes = boxes.enumerated().map { index, box -> HTML in
            // The summary leads to the first one.
            let id = index == 0 ? name : "\(name)-\(box.value)"
            return """
                <div class="choice">
                <input type="checkbox" id="\(id)" name="\(name)" value="\(box.value)" aria-describedby="\(id)-hint"\
                \(chosen.contains(box.value) ? " checked=\"checked\"" : "" as HTML) />
                <label for="\(id)">\(box.label)</label>
                <p class="hint" id="\(id)-hint">\(box.hint)</p>
                </div>

                """
        }
        return """
            <fieldset class="question\(problem == nil ? "" : " wrong" as HTML)"\
            \(problem == nil ? "" : " aria-describedby=\"\(name)-error\"" as HTML)>
            <legend>\(legend)</legend>
            \(problem.map { problem -> HTML in
                """
                <p class="problem" id="\(name)-error"><span class="for-ears">\(problemWord) </span>\(problem)</p>
                """
            })
            \(boxes)
            </fieldset>
            """
    }
}
