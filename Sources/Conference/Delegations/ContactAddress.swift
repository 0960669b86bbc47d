/// The address of the one who registers others. In the group it is that person's and nobody else's: a link that is mailed
/// there as somebody else's would show the contact that person's needs.
package struct ContactAddress: Sendable {
    private let nameKey: String
    private let emailKey: String

    package init(name: String, email: String) {
        nameKey = SwedishOrder.key(name.trimmed)
        emailKey = EmailAddress.key(email.trimmed)
    }

    /// Whether somebody of this name, who is not the contact, is given the contact's address.
    package func isLent(to name: String, as email: String) -> Bool {
        !emailKey.isEmpty && EmailAddress.key(email.trimmed) == emailKey && SwedishOrder.key(name.trimmed) != nameKey
    }

    package static let problem = Phrase(
        sv:
            "Det är din egen adress. Skriv personens egen, eller lämna fältet tomt, så går beskeden till dig. Är det du "
            + "själv? Använd samma namn som du uppgav som kontaktperson.",
        en:
            "This is your own address. Enter the person’s own, or leave it empty, and you are told instead. Is it you? Use "
            + "the name that you gave as the contact.")
}
