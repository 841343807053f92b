using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors;

/// <summary>Which connectors have a contract suite of their own.</summary>
internal static class ConnectorSuites
{
    /// <summary>Every suite that is run: by the id of its connector.</summary>
    public static ILookup<string, Type> All { get; } = typeof(ConnectorSuites).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false, IsPublic: true } && typeof(ConnectorContract).IsAssignableFrom(t))
        .ToLookup(t => ((ConnectorContract)Activator.CreateInstance(t)!).Id, StringComparer.Ordinal);

    /// <summary>A sentence for each connector that has no suite, or only that of connectors without HTTP though it calls a product; and for each suite of no connector.</summary>
    public static IEnumerable<string> Gaps(IReadOnlyCollection<IConnectorType> connectors)
    {
        foreach (var connector in connectors)
        {
            var id = connector.Description.Id;
            var needed = IsOverHttp(connector) ? typeof(HttpConnectorContract) : typeof(ConnectorContract);
            if (!All[id].Any(needed.IsAssignableFrom))
            {
                yield return $"The connector '{id}' has no contract suite: derive a class of its tests from {needed.Name}.";
            }
        }

        foreach (var suite in All.Where(s => connectors.All(c => !string.Equals(c.Description.Id, s.Key, StringComparison.Ordinal))))
        {
            yield return $"There is no connector '{suite.Key}', and {suite.First().Name} says that it is its contract suite.";
        }
    }

    // Those that call a product have one base, by which their settings are read.
    private static bool IsOverHttp(IConnectorType connector)
    {
        for (var type = connector.GetType().BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Soc.Response.Connectors.Http.ProductConnectorType<>))
            {
                return true;
            }
        }

        return false;
    }
}
