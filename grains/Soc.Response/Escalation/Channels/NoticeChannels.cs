using System.Text.Json;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Escalation.Channels;

/// <summary>The channels of an installation, by the names that contact chains use.</summary>
public sealed class NoticeChannels
{
    /// <summary>Most channels.</summary>
    public const int MaxChannels = 256;

    private static readonly Dictionary<string, Func<string, JsonElement, ConnectorContext, INoticeChannel>> Makers = new(StringComparer.Ordinal)
    {
        ["smtp"] = (kind, options, _) => new SmtpChannel(OptionsBinder.Bind<SmtpOptions>(kind, options).ToSettings()),
        ["slack"] = (kind, options, context) => HttpChannel.Hook(kind, OptionsBinder.Bind<HookOptions>(kind, options), new Uri("https://hooks.slack.com"), SlackMessage.Of, context),
        ["teams"] = (kind, options, context) => HttpChannel.Hook(kind, OptionsBinder.Bind<HookOptions>(kind, options), new Uri("https://webhook.office.com"), TeamsMessage.Of, context),
        ["pagerduty"] = (kind, options, context) => HttpChannel.PagerDuty(kind, OptionsBinder.Bind<PagerDutyOptions>(kind, options), context),
        ["alertmanager"] = (kind, options, context) => HttpChannel.Alertmanager(kind, OptionsBinder.Bind<AlertmanagerOptions>(kind, options), context),
        ["webhook"] = (kind, options, context) => HttpChannel.Signed(kind, OptionsBinder.Bind<SignedOptions>(kind, options), context),
    };

    private readonly Dictionary<string, (string Kind, INoticeChannel Channel)> _byName;

    private NoticeChannels(Dictionary<string, (string Kind, INoticeChannel Channel)> byName) => _byName = byName;

    /// <summary>What a channel may be.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Makers.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyCollection<string> Names => _byName.Keys;

    /// <summary>Makes all of them, so that what is wrong in the settings is known at start.</summary>
    /// <exception cref="ConnectorSettingsException">Something is unknown, missing or makes no sense; the message names the channel and the setting.</exception>
    public static NoticeChannels Create(IReadOnlyList<ChannelSettings> settings, ConnectorContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        if (settings.Count > MaxChannels)
        {
            throw new ConnectorSettingsException($"There are more than {MaxChannels} channels.");
        }

        var byName = new Dictionary<string, (string Kind, INoticeChannel Channel)>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in settings)
        {
            if (string.IsNullOrWhiteSpace(one.Name))
            {
                throw new ConnectorSettingsException("A channel has no 'name'.");
            }

            if (!Makers.TryGetValue(one.Kind, out var make))
            {
                throw new ConnectorSettingsException($"Channel '{one.Name}': there is no kind '{one.Kind}'; there are {string.Join(", ", Kinds)}.");
            }

            try
            {
                if (!byName.TryAdd(one.Name, (one.Kind, make(one.Kind, one.Options, context))))
                {
                    throw new ConnectorSettingsException("there are two of this name.");
                }
            }
            catch (ConnectorSettingsException e)
            {
                throw new ConnectorSettingsException($"Channel '{one.Name}': {e.Message}", e);
            }
        }

        return new NoticeChannels(byName);
    }

    /// <returns>Null when the installation has none of this name.</returns>
    public INoticeChannel? Find(string name) => _byName.GetValueOrDefault(name).Channel;

    /// <returns>One of <see cref="Kinds"/>; null when the installation has none of this name.</returns>
    public string? KindOf(string name) => _byName.GetValueOrDefault(name).Kind;
}
