using System.Runtime.InteropServices;
using Soc.Detection.SignIns;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.SensitiveFile;

/// <summary>The file of such a sort that an event touches.</summary>
/// <param name="Path">Where it is, for people.</param>
/// <param name="Deed">What was done, for people ("read", "renamed").</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TouchedFile(SensitiveName What, string Name, string Path, string Deed)
{
    private const int MaxPath = 160;
    private const int FirstErrorStatus = 400;

    public uint Key => StableHash.Of(Path);

    /// <summary>What its name says; allocates nothing.</summary>
    public static SensitiveName NameOf(SecurityEvent e)
    {
        if (e.File is { } file)
        {
            var named = SensitiveName.Of(file.Name ?? file.Path);
            named = named.IsSensitive ? named : SensitiveName.Of(file.NewPath);

            // A folder has no extension either: only what was read or written is a file for certain.
            return named.IsSensitive && (file.Name ?? file.Path).AsSpan().IndexOf('.') < 0 && !HasContent(file) ? default : named;
        }

        return e.Class == EventClass.HttpActivity && e.Http is { Url: { } url, StatusCode: < FirstErrorStatus } ? SensitiveName.Of(PathOf(url), needsExtension: true) : default;
    }

    /// <summary>Null when there is none.</summary>
    public static TouchedFile? Of(SecurityEvent e)
    {
        var what = NameOf(e);
        if (!what.IsSensitive)
        {
            return null;
        }

        if (e.File is { } file)
        {
            var path = file.Path ?? file.Name ?? "";
            var where = file.Share is { Length: > 0 } share && !path.StartsWith(share, StringComparison.OrdinalIgnoreCase) ? $"{share}\\{path.TrimStart('\\')}" : path;
            return new TouchedFile(what, NameIn(SensitiveName.Of(path).IsSensitive ? path : file.NewPath ?? path), Cut(where), DeedOf(file));
        }

        var url = PathOf(e.Http!.Url!).ToString();
        return new TouchedFile(what, NameIn(url), Cut(e.Http.Host is { } host && !url.Contains(host, StringComparison.OrdinalIgnoreCase) ? host + url : url), "fetched over HTTP");
    }

    private static bool HasContent(FileSection file) =>
        file.BytesRead > 0 || file.BytesWritten > 0 || file.SizeBytes > 0 || file.Operation is "read" or "write";

    private static ReadOnlySpan<char> PathOf(string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? url : url.AsSpan(0, end);
    }

    private static string NameIn(string path) => path[(path.AsSpan().LastIndexOfAny('\\', '/') + 1)..];

    private static string Cut(string text) => text.Length > MaxPath ? text[..MaxPath] : text;

    private static string DeedOf(FileSection file) => file.Operation switch
    {
        "read" => "read",
        "write" => "written",
        "create" => "created",
        "rename" => file.NewPath is { } target ? $"renamed to {Cut(NameIn(target))}" : "renamed",
        "delete" => "deleted",
        _ => file.BytesWritten > 0 ? "written" : file.BytesRead > 0 ? "read" : "opened",
    };
}
