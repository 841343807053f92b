using Soc.Model.Events;

namespace Soc.Detection.SignIns;

/// <summary>Operating system and client without their versions: an update is no new device.</summary>
internal static class ClientFamily
{
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
        var system = Family(device?.Os) ?? Find(Systems, device?.UserAgent);
        var client = Family(device?.Client) ?? Find(Clients, device?.UserAgent);
        return system is null ? client : client is null ? system : $"{system}, {client}";
    }

    private static string? Find((string Token, string Name)[] tokens, string? text)
    {
        foreach (var (token, name) in tokens)
        {
            if (text?.Contains(token, StringComparison.Ordinal) == true)
            {
                return name;
            }
        }

        return null;
    }

    private static string? Family(string? text)
    {
        var name = text.AsSpan().Trim();
        var end = name.IndexOfAnyInRange('0', '9');
        name = (end < 0 ? name : name[..end]).TrimEnd(" /-_v.");
        return name.IsEmpty ? null : name.ToString();
    }
}
