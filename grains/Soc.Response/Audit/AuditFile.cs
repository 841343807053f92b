using System.Globalization;
using System.Text;
using System.Text.Json;
using Soc.Model.Response;

namespace Soc.Response.Audit;

/// <summary>An exported audit: a line a record, from the first one on.</summary>
public static class AuditFile
{
    /// <summary>Longest line that is read, characters.</summary>
    public const int MaxLineLength = 1_048_576;

    /// <summary>Looks whether the file is as it was exported, from its bytes alone.</summary>
    /// <returns>How many records hold, and where it breaks; null when it does not.</returns>
    public static async Task<(long Records, AuditBreak? Break)> VerifyAsync(TextReader file, CancellationToken cancellationToken)
    {
        var seen = await ReadAsync(file, cancellationToken);
        return (seen.Records, seen.Break);
    }

    /// <summary>The same, with what somebody compares who has an earlier export: whose it is, and the hashes at both ends.</summary>
    public static async Task<AuditSeen> ReadAsync(TextReader file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (sequence, hash, client, first) = (0L, AuditRecord.NoHash, (string?)null, (string?)null);
        while (await file.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Read(line) is not { } read)
            {
                return Broken(new AuditBreak(sequence + 1, string.Create(CultureInfo.InvariantCulture, $"Line {sequence + 1} is no record of an audit.")));
            }

            if (AuditChain.Problem(sequence, hash, read.Sequence, read.Previous, read.Hash, AuditJson.HashOf(Encoding.UTF8.GetBytes(read.Body))) is { } why)
            {
                return Broken(new AuditBreak(sequence + 1, why));
            }

            if (!string.Equals(client ??= read.Client, read.Client, StringComparison.Ordinal))
            {
                return Broken(new AuditBreak(sequence + 1, string.Create(CultureInfo.InvariantCulture, $"Record {read.Sequence} is of another client.")));
            }

            (sequence, hash) = (read.Sequence, read.Hash);
            first ??= read.Hash;
        }

        return new AuditSeen(sequence, client, first, first is null ? null : hash, null);

        AuditSeen Broken(AuditBreak broken) => new(sequence, client, first, first is null ? null : hash, broken);
    }

    private static (string Body, long Sequence, string Client, string Previous, string Hash)? Read(string line)
    {
        var mark = line.LastIndexOf(AuditJson.HashMark, StringComparison.Ordinal);
        if (line.Length > MaxLineLength || mark < 0 || !line.EndsWith("\"}", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return root.TryGetProperty("sequence", out var sequence) && sequence.TryGetInt64(out var number)
                && root.TryGetProperty("client", out var client) && root.TryGetProperty("previous", out var previous) && root.TryGetProperty("hash", out var hash)
                    ? ($"{line[..mark]}}}", number, client.GetString() ?? "", previous.GetString() ?? "", hash.GetString() ?? "")
                    : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
