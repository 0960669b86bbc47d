import CBrotliDecoder
import CZlib
import Compression
import Testing

struct CompressionTests {
    private static let text = Array(String(repeating: "<tr><th scope=\"row\">Nässjö</th></tr>\n", count: 300).utf8)

    @Test(arguments: [1, 6, 9] as [Int32])
    func `what is packed as gzip unpacks to the same (RFC 1952)`(level: Int32) throws {
        let packed = try #require(gzip(Self.text, level: level))
        #expect(packed.count < Self.text.count / 10)
        #expect(gunzip(packed, count: Self.text.count) == Self.text)
    }

    @Test(arguments: [1, 5, 11] as [Int32])
    func `what is packed as brotli unpacks to the same (RFC 7932)`(quality: Int32) throws {
        let packed = try #require(brotli(Self.text, quality: quality))
        #expect(packed.count < Self.text.count / 10)
        #expect(unbrotli(packed, count: Self.text.count) == Self.text)
    }

    @Test(arguments: [[], [1], [3, 1, 4, 1, 5, 9]] as [[UInt8]])
    func `what would not get smaller is left alone`(bytes: [UInt8]) {
        #expect(gzip(bytes, level: 9) == nil)
        #expect(brotli(bytes, quality: 11) == nil)
    }
}

private func gunzip(_ packed: [UInt8], count: Int) -> [UInt8]? {
    var stream = z_stream()
    // 16 more than the largest window: only gzip's frame is taken.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var packed = packed
    var unpacked = [UInt8](repeating: 0, count: count + 1)
    let status = packed.withUnsafeMutableBufferPointer { input in
        unpacked.withUnsafeMutableBufferPointer { output in
            (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
            (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
            return inflate(&stream, Z_FINISH)
        }
    }
    return status == Z_STREAM_END ? Array(unpacked[..<Int(stream.total_out)]) : nil
}

private func unbrotli(_ packed: [UInt8], count: Int) -> [UInt8]? {
    var unpacked = [UInt8](repeating: 0, count: count + 1)
    var length = unpacked.count
    guard BrotliDecoderDecompress(packed.count, packed, &length, &unpacked) == BROTLI_DECODER_RESULT_SUCCESS else {
        return nil
    }
    return Array(unpacked[..<length])
}
