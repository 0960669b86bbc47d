import Conference
import Foundation
import HTTP
import Secrets
import Storage

/// A kommun's people, by state and by workshop.
struct KommunPeopleList {
    let visit: Visit
    let link: SecretLink
    let account: KommunAccount
    /// Nil for any; those who have cancelled are shown only when asked for.
    let state: RegistrationState?
    /// Nil for any.
    let workshop: Int64?

    private var shown: [KommunAccount.Person] {
        account.people.filter { person in
            (state == nil ? person.state != .cancelled : person.state == state)
                && (workshop == nil || person.places.contains { $0.workshop == workshop })
        }
    }

    var html: HTML {
        let isEmpty = account.people.isEmpty
        let nobody: HTML = """
            <p>\(visit("Ingen från kommunen är anmäld än.", "Nobody from the municipality is registered yet."))</p>
            """
        return """
            <h2 id="people">\(visit("Personerna", "The people"))</h2>
            \(isEmpty ? nobody : content)
            """
    }

    private var content: HTML {
        let people = shown
        let none: HTML = "<p>\(visit("Ingen passar in på urvalet.", "Nobody matches what was chosen."))</p>"
        let list = visit.path(.kommunList(link))
        return """
            \(filter)
            \(people.isEmpty ? none : table(people))
            <p>\(visit("Hämta hela listan:", "Download the whole list:"))
            <a href="\(list)">\(visit("CSV för Excel", "CSV for Excel"))</a>,
            <a href="\(list)?format=plain">\(visit("CSV för maskiner", "CSV for machines"))</a></p>
            """
    }

    private var filter: HTML {
        func option(_ value: String, _ words: String, isChosen: Bool) -> HTML {
            "<option value=\"\(value)\"\(isChosen ? " selected=\"selected\"" : "" as HTML)>\(words)</option>\n"
        }
        let counts = Dictionary(account.people.map { ($0.state, 1) }, uniquingKeysWith: +)
        let living = account.people.count - counts[.cancelled, default: 0]
        let states: [RegistrationState] = [.confirmed, .offered, .waiting, .cancelled]
        let chosen = account.workshops.filter { !$0.isRetired }
        let workshops: HTML = """
            <div><label for="workshop">Workshop</label>
            <select id="workshop" name="workshop">
            \(option("", visit("Alla", "All"), isChosen: workshop == nil))
            \(chosen.map { item -> HTML in
                let count = account.people.count { $0.places.contains { $0.workshop == item.id } }
                return option(String(item.id), "\(item.title[visit.language]) (\(count))", isChosen: workshop == item.id)
            })</select></div>
            """
        return """
            <form method="get" action="\(visit.path(.kommun(link)))#people" class="filters even">
            <div><label for="state">\(visit("Anmälan", "Registration"))</label>
            <select id="state" name="state">
            \(option("", visit("Alla som inte avbokat (\(living))", "All but the cancelled (\(living))"), isChosen: state == nil))
            \(states.map { option(
                $0.rawValue, "\($0.label[visit.language]) (\(counts[$0, default: 0]))", isChosen: state == $0) })\
            </select></div>
            \(chosen.isEmpty ? nil : workshops)
            <div class="submit"><button class="quiet">\(visit("Visa", "Show"))</button></div>
            </form>
            """
    }

    private func table(_ people: [KommunAccount.Person]) -> HTML {
        let titles = Dictionary(uniqueKeysWithValues: account.workshops.map { ($0.id, $0.title[visit.language]) })
        let rows = people.map { person -> HTML in
            """
            <tr data-person="\(person.state.rawValue)">
            <th scope="row"><a href="\(visit.path(.kommunPerson(link, id: person.id)))">\(person.name)</a></th>
            <td><span class="state \(person.state.rawValue)">\(person.state.label[visit.language])</span></td>
            <td>\(places(person, titles))</td>
            <td>\(SwedishTime.isoDay(person.createdAt))</td>
            </tr>

            """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="people" tabindex="0">
            <table>
            <thead><tr>
            <th scope="col">\(visit("Namn", "Name"))</th>
            <th scope="col">\(visit("Anmälan", "Registration"))</th>
            <th scope="col">\(visit("Workshoppar", "Workshops"))</th>
            <th scope="col">\(visit("Anmäld", "Registered"))</th>
            </tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func places(_ person: KommunAccount.Person, _ titles: [Int64: String]) -> [HTML] {
        person.places.map { place in
            let state = place.state == .taken ? "" : ", " + place.state.label[visit.language].lowercased()
            return "<div>\(titles[place.workshop] ?? "")\(state)</div>"
        }
    }
}
