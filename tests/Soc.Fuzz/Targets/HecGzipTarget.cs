using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Hec;

namespace Soc.Fuzz.Targets;

/// <summary>A gzip body, whole, broken or a bomb.</summary>
internal sealed class HecGzipTarget : IFuzzTarget
{
    private static readonly IngestOptions Limits = new() { MaxBodyBytes = 32_768, MaxDecompressedBytes = 65_536, MaxBufferedBytes = 1_000_000 };

    public string Name => "hec-gzip";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        .. SeedFiles.Records.Where((_, i) => i % 50 == 0).Select(Gzip),
        Gzip(new byte[1_000_000]),
        [.. Gzip("one\n"u8.ToArray()), .. Gzip("two\n"u8.ToArray())],
        [],
    ]);

    public async ValueTask RunAsync(byte[] input)
    {
        var budget = new BodyBudget(Options.Create(Limits));
        using (var body = new HecBody(budget))
        {
            var request = new DefaultHttpContext().Request;
            request.Headers.ContentEncoding = "gzip";
            request.Body = new MemoryStream(input);
            var reply = await body.ReadAsync(request, Limits, CancellationToken.None);
            FuzzException.Unless(reply is not null || body.Bytes.Length <= Limits.MaxDecompressedBytes, "a body is no longer than its cap");
            FuzzException.Unless(reply is null or { Status: 400 or 413 or 503 }, "a refusal is the sender's or says busy");
        }

        FuzzException.Unless(budget.TryTake((int)Limits.MaxBufferedBytes), "every rented byte is given back");
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
