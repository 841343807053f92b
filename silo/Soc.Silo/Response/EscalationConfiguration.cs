using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Soc.Model.Policies;
using Soc.Response;
using Soc.Response.Escalation;
using Soc.Response.Escalation.Channels;
using Soc.Response.Policy;

namespace Soc.Silo.Response;

/// <summary>Reads the settings of telling people; what is wrong is named with what to do, and values that may be secrets are never repeated.</summary>
internal static class EscalationConfiguration
{
    public const string Section = "Soc:Escalation";

    /// <summary>Fewer bytes can be guessed.</summary>
    public const int MinKeyBytes = 32;

    private const string Channels = Section + ":Channels";
    private const string OnCall = Section + ":OnCall";
    private const string PublicUrl = Section + ":PublicUrl";
    private const string LinkKey = Section + ":LinkKey";
    private const string EnvironmentScheme = "env:";
    private const string FileScheme = "file:";
    private const int DefaultAckMinutes = 15;

    /// <exception cref="InvalidOperationException">A setting makes no sense; the message says what to change.</exception>
    public static ChannelSettings[] ChannelsOf(IConfiguration configuration) =>
        [.. configuration.GetSection(Channels).GetChildren().Select(c => new ChannelSettings { Name = c["Name"] ?? "", Kind = c["Kind"] ?? "", Options = ConfigurationJson.Of(c.GetSection("Options")) })];

    /// <inheritdoc cref="ChannelsOf"/>
    public static NoticeChannels Create(ChannelSettings[] channels, ConnectorContext context)
    {
        try
        {
            return NoticeChannels.Create(channels, context);
        }
        catch (ConnectorSettingsException e)
        {
            throw new InvalidOperationException($"{Channels}: {e.Message}", e);
        }
    }

    /// <inheritdoc cref="ChannelsOf"/>
    public static EscalationSettings SettingsOf(IConfiguration configuration, ChannelSettings[] channels) => new()
    {
        PublicUrl = UrlOf(configuration[PublicUrl]),
        OnCall = [.. OnCallOf(configuration.GetSection(OnCall), channels)],
    };

    /// <returns>How to read the key; null when none is set and one is made.</returns>
    /// <exception cref="InvalidOperationException">It is no reference, or what it names is missing or too short.</exception>
    public static Func<byte[]>? LinkKeyOf(IConfiguration configuration)
    {
        if (configuration[LinkKey] is not { Length: > 0 } reference)
        {
            return null;
        }

        _ = KeyOf(reference);
        return () => KeyOf(reference);
    }

    private static byte[] KeyOf(string reference)
    {
        var text = reference.StartsWith(EnvironmentScheme, StringComparison.Ordinal) ? Environment.GetEnvironmentVariable(reference[EnvironmentScheme.Length..])
            : reference.StartsWith(FileScheme, StringComparison.Ordinal) ? ReadFile(reference[FileScheme.Length..])
            : throw new InvalidOperationException($"{LinkKey} must say where the key is: env:NAME or file:/path.");
        var key = Encoding.UTF8.GetBytes(text?.Trim() ?? "");
        return key.Length >= MinKeyBytes ? key : throw new InvalidOperationException($"{LinkKey}: {reference} is missing or has fewer than {MinKeyBytes} bytes; every silo and gateway needs the same one.");
    }

    private static string? ReadFile(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{LinkKey}: the file it names cannot be read.", e);
        }
    }

    private static Uri? UrlOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var isGood = Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) || (string.Equals(url.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) && url.IsLoopback))
            && url is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 };
        return isGood ? url : throw new InvalidOperationException($"{PublicUrl} must be the https address at which people reach the gateway, such as https://soc.example.com, or be left out.");
    }

    private static IEnumerable<ContactStep> OnCallOf(IConfigurationSection section, ChannelSettings[] channels)
    {
        var entries = section.GetChildren().ToArray();
        if (entries.Length > EngagementChecks.MaxContacts)
        {
            throw new InvalidOperationException($"{OnCall} has more than {EngagementChecks.MaxContacts} entries.");
        }

        foreach (var entry in entries)
        {
            var who = entry["Who"];
            if (string.IsNullOrWhiteSpace(who) || who.Length > EngagementValidation.MaxNameLength || who.Any(char.IsControl))
            {
                throw new InvalidOperationException($"{entry.Path}:Who must be a name of 1 to {EngagementValidation.MaxNameLength} characters, such as SOC on-call.");
            }

            if (!Array.Exists(channels, c => string.Equals(c.Name, entry["Channel"], StringComparison.OrdinalIgnoreCase)))
            {
                throw new InvalidOperationException($"{entry.Path}:Channel must be the Name of one of {Channels}.");
            }

            yield return new ContactStep(who, entry["Channel"]!, NumberOf(entry, "AckMinutes", DefaultAckMinutes, 1, EngagementChecks.MaxAckMinutes), NumberOf(entry, "Repeat", 0, 0, EngagementChecks.MaxRepeat));
        }
    }

    private static int NumberOf(IConfigurationSection entry, string name, int otherwise, int least, int most) =>
        entry[name] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{entry.Path}:{name} must be a number from {least} to {most}."));
}
