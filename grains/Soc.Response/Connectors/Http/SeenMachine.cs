namespace Soc.Response.Connectors.Http;

/// <summary>A machine that a product knows by a name or an address.</summary>
/// <param name="Id">The product's own id.</param>
/// <param name="LastSeen">When it was heard of last.</param>
internal sealed record SeenMachine(string Id, DateTimeOffset LastSeen)
{
    private static readonly TimeSpan Stale = TimeSpan.FromDays(1);

    /// <summary>The one that is meant. A machine that was installed anew leaves its old self behind; two that live must not be mistaken for each other.</summary>
    /// <exception cref="ConnectorCallException">Several could be meant.</exception>
    public static SeenMachine? Choose(IEnumerable<SeenMachine> machines)
    {
        var newestFirst = machines.OrderByDescending(m => m.LastSeen).ToArray();
        return newestFirst.Length > 1 && newestFirst[0].LastSeen - newestFirst[1].LastSeen < Stale
            ? throw new ConnectorCallException(new CallFailure(CallEnd.Refused, $"{newestFirst.Length} machines have that name or address, and two of them were seen within a day: a person must say which is meant."))
            : newestFirst.FirstOrDefault();
    }
}
