/// One question of a form: label, hint, problem and control, tied together here and nowhere else.
struct FormControl {
    let name: String
    let label: String
    var hint: String?
    var problem: String?
    /// Says so behind the label; nil where an answer is needed.
    var optional: String?
    /// For the hidden word before a problem: "Fel:".
    let problemWord: String
    /// What somebody else has made of it meanwhile.
    var stands: HTML?

    /// - Parameter control: The element, given the attributes that tie it to the rest.
    func html(control: (_ attributes: HTML) -> HTML) -> HTML {
        """
        <div class="question\(problem == nil ? "" : " wrong" as HTML)">
        <label for="\(name)">\(label)\(optional.map { " <span class=\"optional\">(\($0))</span>" as HTML })</label>
        \(hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" as HTML })
        \(problem.map { problem -> HTML in
            """
            <p class="problem" id="\(name)-error"><span class="for-ears">\(problemWord) </span>\(problem)</p>
            """
        })
        \(stands.map { "<p class=\"stands\" id=\"\(name)-stands\">\($0)</p>" as HTML })
        \(control(attributes))
        </div>
        """
    }

    private var attributes: HTML {
        let described = [
            hint.map { _ in name + "-hint" }, problem.map { _ in name + "-error" },
            stands.map { _ in name + "-stands" },
        ].compactMap { $0 }
        return """
            id="\(name)" name="\(name)"\
            \(described.isEmpty ? "" : " aria-describedby=\"\(described.joined(separator: " "))\"" as HTML)\
            \(problem == nil ? "" : " aria-invalid=\"true\"" as HTML)
            """
    }
}
