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

    @Test(arguments: [[], [1, 2, 3], [UInt8](repeating: 0x30, count: 121)])
    func `a damaged key signs nothing`(stored: [UInt8]) {
        #expect(throws: TicketKey.Failure()) { try TicketKey(stored: stored).sign([1]) }
    }
}
