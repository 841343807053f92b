using System.Text.Json;
using System.Text.RegularExpressions;
using Soc.Model.Response;

namespace Soc.Response;

/// <summary>Reads the <c>connector.json</c> of a connector's folder.</summary>
public static partial class ConnectorDescriptions
{
    private const string Suffix = "/.connector.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Folders that have one.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        .. typeof(ConnectorDescriptions).Assembly.GetManifestResourceNames()
            .Select(n => n.Replace('\\', '/'))
            .Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)).Select(n => n[..^Suffix.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>That of the folder in which the type stands.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it does not fit.</exception>
    public static ConnectorDescription Of(Type connector)
    {
        var folder = FolderOf(connector);
        using var stream = typeof(ConnectorDescriptions).Assembly.GetManifestResourceStream(folder + Suffix)
            ?? throw new InvalidOperationException($"The connector {connector.Name} has no connector.json beside it.");
        using var reader = new StreamReader(stream);
        return Parse(folder, reader.ReadToEnd());
    }

    /// <summary>Last part of the namespace, which is the folder's name.</summary>
    public static string FolderOf(Type connector)
    {
        ArgumentNullException.ThrowIfNull(connector);
        return connector.Namespace![(connector.Namespace!.LastIndexOf('.') + 1)..];
    }

    /// <exception cref="InvalidOperationException">It does not fit; the message says why.</exception>
    public static ConnectorDescription Parse(string folder, string json)
    {
        ConnectorFile file;
        try
        {
            file = JsonSerializer.Deserialize<ConnectorFile>(json, Format) ?? throw Misfit(folder, "it is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{folder}/connector.json does not fit: {e.Message}", e);
        }

        if (!Id().IsMatch(file.Id))
        {
            throw Misfit(folder, $"the id '{file.Id}' is not in snake case");
        }

        if (string.IsNullOrWhiteSpace(file.Title) || file.Rights.Length == 0 || Array.Exists(file.Rights, string.IsNullOrWhiteSpace))
        {
            throw Misfit(folder, "title and rights must say something");
        }

        var actions = Array.ConvertAll(file.Actions, a => ContainmentActions.TryParse(a.Action, out var action)
            ? new ConnectorAction(action, a.IsReversible, a.EndsByItself, a.KeepsHolds)
            : throw Misfit(folder, $"there is no action '{a.Action}'"));
        return actions.Length > 0 && actions.DistinctBy(a => a.Action).Count() == actions.Length
            ? new ConnectorDescription { Id = file.Id, Title = file.Title, Actions = actions, Rights = file.Rights }
            : throw Misfit(folder, "it must have actions, and each once");
    }

    private static InvalidOperationException Misfit(string folder, string why) => new($"{folder}/connector.json does not fit: {why}.");

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
