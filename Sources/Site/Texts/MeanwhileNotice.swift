import Conference
import Storage

/// Two organisers have had the same form before them: the later one is told, with all they typed still there.
struct MeanwhileNotice {
    let visit: Visit
    let changed: ChangedMeanwhile

    var html: HTML {
        let who = changed.by.map { LogWords.label(of: $0)[visit.language] } ?? visit("Någon annan", "Somebody else")
        return """
            <div class="notice" role="alert" tabindex="-1" data-focus="true">
            <h2>\(visit("Inte sparat: någon var före dig", "Not saved: somebody was before you"))</h2>
            <p>\(visit(
                "\(who.capitalisedFirst) har ändrat det här medan du skrev. Det du skrev står kvar i formuläret. Jämför, och "
                    + "spara igen om det är ditt som ska gälla.",
                "\(who.capitalisedFirst) changed this while you were writing. What you wrote is still in the form. Compare, "
                    + "and save again if yours is to hold."))</p>
            </div>
            """
    }
}
