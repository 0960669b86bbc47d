import Conference
import Secrets

/// What somebody does next, by where their registration stands.
struct NextSteps {
    let visit: Visit
    let link: SecretLink
    let state: RegistrationState
    let conference: ConferenceFacts

    var html: HTML? {
        if steps.isEmpty { return nil }
        return """
            <h2>\(visit("Det här händer nu", "What happens next"))</h2>
            \(steps.count == 1
                ? "<p>\(steps[0])</p>" as HTML
                : "<ol class=\"steps\">\n\(steps.map { "<li>\($0)</li>\n" as HTML })</ol>")
            """
    }

    private var steps: [String] {
        switch state {
        case .confirmed:
            [
                keepAddress,
                visit(
                    "Kom till konferensen \(SwedishTime.longDay(conference.day).sv) i \(conference.city.sv) "
                        + "och säg din bokningskod vid entrén.",
                    "Come to the conference on \(SwedishTime.longDay(conference.day).en) in \(conference.city.en) "
                        + "and say your booking code at the door."),
                visit(
                    "Får du förhinder? Lämna över platsen till en kollega, eller avboka så att någon annan får den.",
                    "Cannot come? Hand the seat to a colleague, or cancel so that somebody else gets it."),
            ]
        case .offered, .waiting: [keepAddress]
        case .cancelled: []
        }
    }

    private var keepAddress: String {
        visit(
            "Spara länken till den här sidan, till exempel som bokmärke. Den som har länken kan se, ändra "
                + "och avboka din anmälan, så dela den inte.",
            "Save the link to this page, for example as a bookmark. Whoever has the link can see, change "
                + "and cancel your registration, so do not share it.")
    }
}
