using Soc.Model.Events;

namespace Soc.Detection.SignIns;

/// <summary>Operating system and client without their versions: an update is no new device.</summary>
internal static class ClientFamily
{
    private const int MaxLetters = 128;

    // Order matters: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
    private static readonly (string Token, string Name)[] Clients =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Token, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Android", "Android"), ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>"Windows, Edge"; null when nothing is known.</summary>
    public static string? Of(DeviceSection? device)
    {
        var system = SystemOf(device);
        var client = ClientOf(device);
        return system.IsEmpty ? (client.IsEmpty ? null : client.ToString()) : client.IsEmpty ? system.ToString() : $"{system}, {client}";
    }

    /// <summary>Hash of both, without making the text; 0 when nothing is known.</summary>
    public static uint HashOf(DeviceSection device)
    {
        var system = SystemOf(device);
        var client = ClientOf(device);
        Span<char> both = stackalloc char[(2 * MaxLetters) + 1];
        var length = Copy(system, both);
        if (length > 0 && !client.IsEmpty)
        {
            both[length++] = ',';
        }

        length += Copy(client, both[length..]);
        return StableHash.Of(both[..length]);
    }

    private static ReadOnlySpan<char> SystemOf(DeviceSection? device) =>
        Family(device?.Os) is { IsEmpty: false } os ? os : Find(Systems, device?.UserAgent);

    private static ReadOnlySpan<char> ClientOf(DeviceSection? device) =>
        Family(device?.Client) is { IsEmpty: false } client ? client : Find(Clients, device?.UserAgent);

    private static int Copy(ReadOnlySpan<char> text, Span<char> into)
    {
        text = text[..Math.Min(text.Length, MaxLetters)];
        text.CopyTo(into);
        return text.Length;
    }

    private static ReadOnlySpan<char> Find((string Token, string Name)[] tokens, string? text)
    {
        foreach (var (token, name) in tokens)
        {
            if (text?.Contains(token, StringComparison.Ordinal) == true)
            {
                return name;
            }
        }

        return default;
    }

    private static ReadOnlySpan<char> Family(string? text)
    {
        var name = text.AsSpan().Trim();
        var end = name.IndexOfAnyInRange('0', '9');
        return (end < 0 ? name : name[..end]).TrimEnd(" /-_v.");
    }
}
