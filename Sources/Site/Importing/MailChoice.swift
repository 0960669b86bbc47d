import Conference

/// Whether people whom an organiser adds get a mail, and in which language.
struct MailChoice {
    let visit: Visit
    let isTold: Bool
    let language: Language
    let label: String

    typealias Name = ImportDraft.Name

    var html: HTML {
        """
        <div class="choice">
        <input type="checkbox" id="\(Name.told)" name="\(Name.told)" value="yes"\
        \(isTold ? " checked=\"checked\"" : "" as HTML) />
        <label for="\(Name.told)">\(label)</label>
        </div>
        \(FormControl(
            name: Name.language, label: visit("Språk för besked till nya", "Language of messages to those who are new"),
            problemWord: visit("Fel:", "Error:")
        ).html { attributes in
            "<select class=\"short\" \(attributes)>\(Language.allCases.map(option))</select>"
        })
        """
    }

    private func option(_ one: Language) -> HTML {
        let name =
            switch one {
            case .swedish: visit("Svenska", "Swedish")
            case .english: visit("Engelska", "English")
            }
        return
            "<option value=\"\(one.rawValue)\"\(one == language ? " selected=\"selected\"" : "" as HTML)>\(name)</option>"
    }
}
