import Conference

/// The way to stop offering a workshop, on its page; and why not, as long as somebody counts on it.
struct WorkshopRetirement {
    let visit: Visit
    let signedIn: SignedIn
    let workshop: Workshop

    var html: HTML {
        if workshop.isRetired {
            return """
                <h2>\(visit("Erbjuds inte längre", "Not offered any more"))</h2>
                \(form(visit("Erbjud den igen", "Offer it again"), retired: "no"))
                """
        }
        let isFree = workshop.taken == 0 && workshop.waiting == 0
        return """
            <h2>\(visit("Sluta erbjuda workshoppen", "Stop offering the workshop"))</h2>
            <p>\(isFree
                ? visit(
                    "Ingen har valt den. Slutar ni erbjuda den försvinner den från startsidan, formuläret och exporten.",
                    "Nobody has chosen it. Not offered, it leaves the start page, the form and the export.")
                : Self.words(visit, taken: workshop.taken, waiting: workshop.waiting))</p>
            \(isFree ? form(visit("Sluta erbjuda den", "Stop offering it"), retired: "yes") : nil)
            """
    }

    private func form(_ words: String, retired: HTML) -> HTML {
        """
        <form method="post" action="\(visit.path(.retireWorkshop(id: workshop.id)))">
        \(signedIn.tokenField)
        <button class="quiet" name="retired" value="\(retired)">\(words)</button>
        </form>
        """
    }

    static func words(_ visit: Visit, taken: Int, waiting: Int) -> String {
        let people = visit(
            "\(taken) har plats och \(waiting) står i kö.",
            "\(taken) \(taken == 1 ? "has" : "have") a place and \(waiting) \(waiting == 1 ? "waits" : "wait") in line."
        )
        return people + " "
            + visit(
                "Workshoppen kan tas bort när ingen räknar med den längre: be dem välja en annan på sina sidor. Ingen mer får "
                    + "plats om du sätter antalet platser till det som är taget.",
                "The workshop can be withdrawn when nobody counts on it any more: ask them to choose another one on their "
                    + "pages. Nobody else gets a place if you set the number of places to those taken.")
    }
}
