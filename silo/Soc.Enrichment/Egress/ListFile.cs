using System.Text.Json;
using Soc.Enrichment.Ranges;
using Soc.Model.Entities;

namespace Soc.Enrichment.Egress;

/// <summary>Reads one list of the operator: a plain CIDR list or a MISP warning list. What it means comes from its place in the folder.</summary>
internal static class ListFile
{
    /// <summary>Largest file read, bytes.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    private const string ServiceFolder = "service";

    /// <param name="root">The lists folder.</param>
    /// <param name="file">A file below it.</param>
    /// <param name="into">Takes the ranges.</param>
    /// <param name="problems">Takes what cannot be read, as "file:line: what".</param>
    public static void Read(string root, FileInfo file, List<(IpRange Range, ListEntry Entry)> into, ProblemList problems)
    {
        var relative = Path.GetRelativePath(root, file.FullName).Replace('\\', '/');
        if (EntryOf(relative) is not { } entry)
        {
            problems.Add($"{relative}: put it into a folder that says what it means: vpn, hosting, relay, tor, mobile, satellite, business, residential or service.");
            return;
        }

        if (file.Length > MaxBytes)
        {
            problems.Add($"{relative}: {file.Length} bytes; a list has at most {MaxBytes}. It is left out.");
            return;
        }

        if (relative.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            ReadMisp(relative, file.FullName, entry, into, problems);
            return;
        }

        var number = 0;
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            var text = line.AsSpan();
            var comment = text.IndexOfAny('#', ';');
            Take(comment >= 0 ? text[..comment] : text, relative, number, entry, into, problems);
        }
    }

    /// <summary>From the path below the lists folder: "vpn/acme.txt", "tor.txt", "service/Power BI.txt", "service/Power BI/list.json"; null when it says nothing.</summary>
    internal static ListEntry? EntryOf(string relative)
    {
        var parts = relative.Split('/');
        var name = Path.GetFileNameWithoutExtension(parts[^1]);
        var kind = (parts.Length > 1 ? parts[0] : name).ToLowerInvariant();

        // MISP keeps every list as <name>/list.json.
        if (parts.Length > 2 && string.Equals(name, "list", StringComparison.OrdinalIgnoreCase))
        {
            name = parts[^2];
        }

        if (string.Equals(kind, ServiceFolder, StringComparison.Ordinal))
        {
            return parts.Length > 1 ? new ListEntry(EgressClass.Hosting, name) : null;
        }

        if (!AsnClasses.TryClass(kind, out var egress))
        {
            return null;
        }

        return new ListEntry(egress, egress == EgressClass.PrivacyRelay && parts.Length > 1 ? name : null);
    }

    private static void ReadMisp(string relative, string path, ListEntry entry, List<(IpRange Range, ListEntry Entry)> into, ProblemList problems)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("list", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                problems.Add($"{relative}: no MISP warning list: an object with a 'list' is expected.");
                return;
            }

            var number = 0;
            foreach (var value in list.EnumerateArray())
            {
                number++;
                Take(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), relative, number, entry, into, problems);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problems.Add($"{relative}: no JSON ({e.Message}).");
        }
    }

    private static void Take(ReadOnlySpan<char> text, string relative, int number, ListEntry entry, List<(IpRange Range, ListEntry Entry)> into, ProblemList problems)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return;
        }

        if (!IpRange.TryParse(text, out var range))
        {
            problems.Add($"{relative}:{number}: '{(text.Length > 60 ? text[..60] : text)}' is no address and no range.");
        }
        else if (range.IsTooBroad)
        {
            problems.Add($"{relative}:{number}: {text} is too broad to mean one kind of network; it is left out.");
        }
        else if (into.Count >= OperatorLists.MaxRanges)
        {
            problems.Add($"{relative}:{number}: more than {OperatorLists.MaxRanges} ranges in the lists folder; the rest is left out.");
        }
        else
        {
            into.Add((range, entry));
        }
    }
}
