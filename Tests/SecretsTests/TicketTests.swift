import Secrets
import Testing

@Suite struct TicketTests {
    @Test func `a ticket says version, code and a signature of 64 bytes`() throws {
        let ticket = try TicketCode(bookingCode: "VF-7K3M-Q2XR", key: TicketKey())
        let parts = ticket.text.split(separator: ":").map(String.init)
        #expect(parts.prefix(2) == ["VEMFN1", "VF-7K3M-Q2XR"])
        #expect(base64URLDecode(parts[2])?.count == 64)
    }

    @Test func `a stored key is the same key`() throws {
        let key = try TicketKey()
        #expect(try TicketKey(stored: key.stored).publicKey() == key.publicKey())
        #expect(try TicketKey().publicKey() != key.publicKey())
    }

    @Test func `a ticket is known as ours by its key, and only as it was made`() throws {
        let key = try TicketKey()
        let text = try TicketCode(bookingCode: "VF-7K3M-Q2XR", key: key).text
        let ticket = try #require(TicketCode(text: text))
        #expect(try ticket.isMade(by: key))
        #expect(try !ticket.isMade(by: TicketKey()))
        let altered = try #require(TicketCode(text: text.replacing("VF-7K3M", with: "VF-7K3N")))
        #expect(try !altered.isMade(by: key))
        for other in ["", "VEMFN1", "VEMFN2" + text.dropFirst(6), text + ":", String(text.dropLast()), text + "A"] {
            #expect(TicketCode(text: String(other)) == nil)
        }
    }

    @Test(arguments: [[], [1, 2, 3], [UInt8](repeating: 0x30, count: 121)])
    func `a damaged key signs nothing`(stored: [UInt8]) {
        #expect(throws: TicketKey.Failure()) { try TicketKey(stored: stored).sign([1]) }
    }
}
