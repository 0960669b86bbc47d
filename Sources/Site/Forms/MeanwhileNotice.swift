import Conference
import HTTP
import Storage

/// Two organisers have had the same form before them: the later one is told, with all they typed still there.
struct MeanwhileNotice {
    let visit: Visit
    let changed: ChangedMeanwhile

    var html: HTML {
        """
        <div class="notice" role="alert" tabindex="-1" data-focus="true" id="meanwhile">
        <h2>\(visit("Inte sparat: någon var före dig", "Not saved: somebody was before you"))</h2>
        <p>\(Self.who(visit, changed)) \(visit(
            "Det du skrev står kvar i formuläret. Vid det som skiljer sig ser du vad som gäller nu. Jämför, och spara igen "
                + "om det är ditt som ska gälla.",
            "What you wrote is still in the form. Where it differs you see what holds now. Compare, and save again if "
                + "yours is to hold."))</p>
        </div>
        """
    }

    /// Where no form is sent but a button pressed about what the page showed.
    var ofDeed: HTML {
        """
        <div class="notice" role="alert" tabindex="-1" data-focus="true" id="meanwhile">
        <h2>\(visit("Inget är gjort: någon var före dig", "Nothing was done: somebody was before you"))</h2>
        <p>\(Self.who(visit, changed)) \(visit(
            "Nu visar sidan hur det är. Läs igenom det, och välj sedan igen.",
            "Now the page shows how it is. Read it through, and then choose again."))</p>
        </div>
        """
    }

    /// Who has changed it, and when, as far as the log tells.
    static func who(_ visit: Visit, _ changed: ChangedMeanwhile) -> String {
        guard let by = changed.by else {
            return visit(
                "Det här har ändrats sedan du öppnade sidan.", "This has been changed since you opened the page.")
        }
        let who = LogWords.label(of: by)[visit.language].capitalisedFirst
        let moment = changed.at.map { SwedishTime.moment($0)[visit.language] } ?? ""
        return visit(
            "\(who) ändrade det här \(moment), efter att du öppnade sidan.",
            "\(who) changed this on \(moment), after you opened the page.")
    }
}

/// Beside something in a form: what stands there by now, which saving again would overwrite.
struct StandingNote {
    let visit: Visit
    /// Empty where nothing stands.
    let text: String

    var html: HTML {
        text.isEmpty
            ? "\(visit("Nu är det tomt här", "By now this is empty"))"
            : "\(visit("Nu gäller", "What holds now")): <strong>\(text)</strong>"
    }

    /// For what is no single field.
    var paragraph: HTML { "<p class=\"stands\">\(html)</p>" }

    /// Whether two ways to write it differ in more than the ends of lines.
    static func differs(_ one: String, _ other: String) -> Bool { lines(one) != lines(other) }

    private static func lines(_ text: String) -> [[Substring]] {
        text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ") }
    }
}

extension EditTag {
    private static let control = "seen"

    /// As it came back. An old page, from before there were such tags, has none and is taken for changed.
    init(_ form: FormData) { self.init(form[Self.control] ?? "") }

    var field: HTML { "<input type=\"hidden\" name=\"\(Self.control)\" value=\"\(text)\" />" }
}
