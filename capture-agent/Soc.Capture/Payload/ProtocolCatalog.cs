using System.Reflection;
using Soc.Capture.Protocols;

namespace Soc.Capture.Payload;

/// <summary>Every protocol that is known here.</summary>
public sealed class ProtocolCatalog
{
    /// <summary>Candidates of a flow are bits of a number.</summary>
    public const int MaxStreamProtocols = 32;

    /// <exception cref="InvalidOperationException">There are more than <see cref="MaxStreamProtocols"/>, or two with one name.</exception>
    public ProtocolCatalog(IEnumerable<IStreamProtocol> streams, IEnumerable<IDatagramProtocol> datagrams)
    {
        Streams = [.. streams.OrderBy(p => p.Name, StringComparer.Ordinal)];
        Datagrams = [.. datagrams.OrderBy(p => p.Name, StringComparer.Ordinal)];
        if (Streams.Count > MaxStreamProtocols || HasTwins(Streams.Select(p => p.Name)))
        {
            throw new InvalidOperationException($"At most {MaxStreamProtocols} protocols over TCP, each with a name of its own: {string.Join(", ", Streams.Select(p => p.Name))}.");
        }
    }

    public IReadOnlyList<IStreamProtocol> Streams { get; }

    public IReadOnlyList<IDatagramProtocol> Datagrams { get; }

    /// <summary>All of this library, each in its folder.</summary>
    public static ProtocolCatalog Load() => new(All<IStreamProtocol>(), All<IDatagramProtocol>());

    // A class with variants has one of each in its public properties.
    private static IEnumerable<T> All<T>() => typeof(ProtocolCatalog).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(T)))
        .SelectMany(t => t.GetConstructor(Type.EmptyTypes) is not null
            ? [(T)Activator.CreateInstance(t)!]
            : t.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => p.PropertyType == t).Select(p => (T)p.GetValue(null)!));

    private static bool HasTwins(IEnumerable<string> names) => names.GroupBy(n => n, StringComparer.Ordinal).Any(g => g.Count() > 1);
}
