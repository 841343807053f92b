using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Soc.Response;
using Soc.Response.Connectors.CaptureAgent;
using Soc.Response.Connectors.Feed;

namespace Soc.Silo.Response;

/// <summary>
/// Which client has which connectors, from the section <c>Soc:Response:Connectors</c>: a list of <c>Client</c> (or "*" for all), <c>Name</c>, <c>Connector</c>,
/// <c>Actions</c> and <c>Options</c>. Every client has the block list that his firewalls poll, named <see cref="BuiltInFeed"/>, unless one of his own has that name.
/// </summary>
internal static class ConnectorSettings
{
    public const string Section = "Soc:Response:Connectors";

    /// <summary>Name of the connector that everybody has.</summary>
    public const string BuiltInFeed = "feed";

    /// <summary>Most connectors of an installation.</summary>
    public const int MaxConnectors = 10_000;

    /// <exception cref="InvalidOperationException">Something is unknown, missing or makes no sense; the message says what to change.</exception>
    public static ConnectorRoster Read(IConfiguration configuration, IBlockLists blockLists, ISensorCommands sensors, TimeProvider time)
    {
        var listed = configuration.GetSection(Section).GetChildren().ToArray();
        if (listed.Length > MaxConnectors)
        {
            throw new InvalidOperationException($"{Section} has {listed.Length} connectors; {MaxConnectors} are the most.");
        }

        var byClient = new Dictionary<string, IReadOnlyList<ConnectorRosterEntry>>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in listed.Select(s => (Section: s, Client: s["Client"] ?? "")).GroupBy(s => s.Client, StringComparer.OrdinalIgnoreCase))
        {
            if (string.IsNullOrWhiteSpace(group.Key))
            {
                throw new InvalidOperationException($"{group.First().Section.Path}: 'Client' is missing: name the client whose connector it is, or * for all.");
            }

            byClient[group.Key] = [.. group.Select(s => Entry(s.Section))];
        }

        var shared = byClient.GetValueOrDefault(ConnectorRoster.AllClients) ?? [];
        if (!shared.Any(e => string.Equals(e.Name, BuiltInFeed, StringComparison.OrdinalIgnoreCase)))
        {
            byClient[ConnectorRoster.AllClients] = [.. shared, new ConnectorRosterEntry { Name = BuiltInFeed, Connector = "feed", Options = JsonSerializer.SerializeToElement(new { }) }];
        }

        try
        {
            var context = new ConnectorContext(() => new SocketsHttpHandler(), time) { BlockLists = blockLists, SensorCommands = sensors };
            return ConnectorRoster.Create(byClient, ConnectorCatalog.Load(), context);
        }
        catch (ConnectorSettingsException e)
        {
            throw new InvalidOperationException($"{Section}: {e.Message}", e);
        }
    }

    private static ConnectorRosterEntry Entry(IConfigurationSection section) => new()
    {
        Name = section["Name"] ?? "",
        Connector = section["Connector"] ?? "",
        Actions = [.. section.GetSection("Actions").GetChildren().Select(c => c.Value ?? "")],
        Options = ConfigurationJson.Of(section.GetSection("Options")),
    };
}
