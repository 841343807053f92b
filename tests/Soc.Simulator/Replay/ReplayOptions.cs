using Soc.Simulator.Demo;

namespace Soc.Simulator.Replay;

/// <summary>What to post where.</summary>
/// <param name="Speed">Times as fast as it happened; 0: as fast as it goes.</param>
internal sealed record ReplayOptions(Uri Hec, string File, string Client, string Sourcetype, double Speed, string? Token, string? AdminKey, Uri Api)
{
    public static ReplayOptions From(Arguments arguments, Func<string, string?> environment)
    {
        var file = arguments.Words.Count == 1 ? arguments.Words[0] : throw new UsageException("Name one file: replay FILE --client C --sourcetype S.");
        if (!System.IO.File.Exists(file))
        {
            throw new UsageException($"{file} does not exist.");
        }

        var token = NotEmpty(environment("SOC_HEC_TOKEN"));
        var key = NotEmpty(environment("SOC_ADMIN_KEY"));
        if (token is null && key is null)
        {
            throw new UsageException("Set SOC_HEC_TOKEN to the client's HEC token ('./soc up' prints it once), or SOC_ADMIN_KEY, and one is made.");
        }

        var hec = Address(arguments.Find("--hec") ?? "http://127.0.0.1:8088", "--hec");
        var apiPort = environment("Soc__Gateway__ApiPort") is { Length: > 0 } port ? port : "8080";
        var api = Address(arguments.Find("--api") ?? $"{hec.Scheme}://{hec.Host}:{apiPort}", "--api");
        return new ReplayOptions(hec, file, Required("--client", "the client's id, such as demo"), Required("--sourcetype", "the source's name, such as pan:globalprotect, azure:aad:signin or syslog"), arguments.Number("--speed", 0, 0, 1e9), token, key, api);

        string Required(string name, string what) => arguments.Find(name) ?? throw new UsageException($"{name} is missing: {what}.");
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static Uri Address(string text, string name) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw new UsageException($"{name} {text} is no address such as http://127.0.0.1:8088.");
}
