using System.Globalization;
using Soc.Model.Response;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;

namespace Soc.Response.Connectors.Feed;

/// <summary>
/// Puts addresses and domains on the client's block list, which its firewalls poll from the gateway. Confirmed means that it is on the list; that a
/// firewall has taken it is seen by its polls (<c>GET /api/v1/clients/{client}/feeds</c>).
/// </summary>
public sealed class FeedConnector(ConnectorDescription description, IBlockLists lists) : IContainmentConnector
{
    private const long RetryAfterMs = 2_000;

    public ConnectorDescription Description { get; } = description;

    public ValueTask<ContainmentOutcome> PlanAsync(ContainmentOrder order, CancellationToken cancellationToken) => TryAsync(order, async target =>
    {
        var entry = await lists.FindAsync(order.Client, target, cancellationToken);
        var now = entry is null ? "It is not on the list now." : $"{OnTheList(target, entry)} now, held by {Operations(entry.Holds.Length)}.";
        return Outcome(ContainmentOutcomeKind.Confirmed, $"{target.Value} would be put on the block list until {Time(order.UntilMs)}; firewalls take it at their next poll. {now}");
    }, cancellationToken);

    public ValueTask<ContainmentOutcome> ApplyAsync(ContainmentOrder order, CancellationToken cancellationToken) => TryAsync(order, async target =>
    {
        var request = new BlockRequest(target.Kind, target.Value, order.OperationId, order.UntilMs, order.Score, order.Reason);
        var answer = await lists.HoldAsync(order.Client, request, cancellationToken);
        return answer switch
        {
            { Kind: BlockAnswerKind.Held, Entry: { } entry } => Outcome(
                ContainmentOutcomeKind.Confirmed,
                $"{OnTheList(target, entry)}; firewalls take it at their next poll.{(entry.Holds.Length > 1 ? $" {Operations(entry.Holds.Length)} hold it." : "")}") with { Reference = Number(answer.Version) },
            { Kind: BlockAnswerKind.Full } => Outcome(ContainmentOutcomeKind.Failed, $"The block list is full with {BlockList.MaxEntries} entries that are worth more: release some of them."),
            { Kind: BlockAnswerKind.TooManyHolds } => Outcome(ContainmentOutcomeKind.Failed, $"{BlockList.MaxHolds} operations hold {target.Value} already: it is blocked, and this operation is not needed."),
            { Kind: BlockAnswerKind.Over } => Outcome(ContainmentOutcomeKind.Failed, "The time of this block is over already: nothing was changed."),
            _ => Unknown("The block list gave an answer that makes no sense: whether it was changed is not known. Ask it again."),
        };
    }, cancellationToken);

    public ValueTask<ContainmentOutcome> VerifyAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken) => TryAsync(order, async target =>
    {
        var entry = await lists.FindAsync(order.Client, target, cancellationToken);
        return entry is null || !Array.Exists(entry.Holds, h => string.Equals(h.OperationId, order.OperationId, StringComparison.Ordinal))
            ? Outcome(ContainmentOutcomeKind.Failed, entry is null
                ? $"{target.Value} is not on the block list."
                : $"{target.Value} is on the block list, but for other operations only: this one's hold is over.")
            : Outcome(ContainmentOutcomeKind.Confirmed, $"{OnTheList(target, entry)}.");
    }, cancellationToken);

    public ValueTask<ContainmentOutcome> RevertAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken) => TryAsync(order, async target =>
    {
        var rest = await lists.ReleaseAsync(order.Client, target, order.OperationId, cancellationToken);
        return Outcome(
            ContainmentOutcomeKind.Confirmed,
            rest is null
                ? $"{target.Value} is not on the block list any more; firewalls drop it at their next poll."
                : $"This operation does not hold {target.Value} any more; it stays on the block list until {Time(rest.UntilMs)} for {Operations(rest.Holds.Length)}.");
    }, cancellationToken);

    private static async ValueTask<ContainmentOutcome> TryAsync(ContainmentOrder order, Func<BlockTarget, ValueTask<ContainmentOutcome>> act, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!BlockTarget.TryOf(order.Action, order.Target, out var target, out var problem))
        {
            return Outcome(ContainmentOutcomeKind.Failed, problem);
        }

        try
        {
            return await act(target);
        }
        catch (TimeoutException)
        {
            return Unknown("The block list did not answer in time: whether it was changed is not known. Ask it again.");
        }
#pragma warning disable CA1031 // whatever is wrong with the store is an outcome, and the same order may come again
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // The words of an error may have an address and a password of the store in them.
            return Unknown($"The block list could not be read or stored ({e.GetType().Name}): what is on it is not known. Ask it again.");
        }
    }

    private static ContainmentOutcome Unknown(string reason) => Outcome(ContainmentOutcomeKind.Unverified, reason) with { IsTransient = true, RetryAfterMs = RetryAfterMs };

    private static ContainmentOutcome Outcome(ContainmentOutcomeKind kind, string reason) => new() { Kind = kind, Reason = reason };

    private static string OnTheList(BlockTarget target, BlockEntry entry) => $"{target.Value} is on the block list until {Time(entry.UntilMs)}";

    private static string Operations(int count) => count == 1 ? "one operation" : $"{Number(count)} operations";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
