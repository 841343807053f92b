using System.Globalization;
using Soc.Response.Audit;

namespace Soc.Gateway.Audit;

/// <summary>The command that verifies an exported audit; it needs nothing but the file.</summary>
internal static class AuditCommand
{
    public const string Verb = "audit";

    private const string Usage = "Usage: ./soc audit verify FILE    (FILE as GET /api/v1/clients/{client}/audit/export gave it; - for the standard input)";

    /// <returns>0: all records hold. 1: one does not, there is none, the file cannot be read, or the command makes no sense.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextReader input, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (args is not ["verify", var file])
        {
            await errors.WriteLineAsync(Usage);
            return 1;
        }

        AuditSeen seen;
        try
        {
            using var reader = file == "-" ? input : new StreamReader(file);
            seen = await AuditFile.ReadAsync(reader, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await errors.WriteLineAsync($"{file} cannot be read: {e.Message}");
            return 1;
        }

        if (seen.Break is { } broken)
        {
            await output.WriteLineAsync(Text($"The audit does not hold at record {broken.Sequence}: {broken.Why} The {seen.Records} before it hold{(seen.LastHash is null ? "" : $", up to {seen.LastHash}")}."));
            return 1;
        }

        if (seen.Records == 0)
        {
            await output.WriteLineAsync("There is no record in it: an empty file proves nothing.");
            return 1;
        }

        await output.WriteLineAsync(Text($"{seen.Records} records of client {seen.Client} hold, from {seen.FirstHash} to {seen.LastHash}. Compare the last one with an earlier or later export: records at the end may be missing from a file that was cut."));
        return 0;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
