using Soc.Model.Response;

namespace Soc.Response.Connectors.Http;

/// <summary>
/// A connector whose product can be asked how a target stands: what is done, what is left alone and what each end comes to is the same for all of them.
/// A connector says only how to ask, how to act and how to take back.
/// </summary>
internal abstract class ProductConnector(ConnectorDescription description, ProductClient client) : IContainmentConnector
{
    private const long AskAgainMs = 15_000;

    // Directories with many copies show a change only after a while; later than this, what is not shown is not so.
    private const long MaxLagMs = 120_000;

    private readonly RecentOperations _recent = new();

    public ConnectorDescription Description => description;

    protected ProductClient Client => client;

    public async ValueTask<ContainmentOutcome> PlanAsync(ContainmentOrder order, CancellationToken cancellationToken)
    {
        var call = client.Begin(cancellationToken);
        if (Refuse(order, call) is { } refused)
        {
            return refused;
        }

        TargetState now;
        try
        {
            now = await ReadAsync(call, order);
        }
        catch (ConnectorCallException e)
        {
            return Ended(call, ContainmentOutcomeKind.Failed, e.Failure);
        }

        if (now.Phase == TargetPhase.Missing)
        {
            return Outcome(call, ContainmentOutcomeKind.Failed, $"{description.Title} does not know {order.Target.Words}.");
        }

        var prior = PriorOf(order, now);
        var isSo = now.PhaseFor(KnownOf(order)) is TargetPhase.Held or TargetPhase.Taking;
        return Outcome(call, ContainmentOutcomeKind.Confirmed, isSo ? $"{now.Words}: nothing would be changed." : $"{now.Words}; it would be changed: {Deed(order)}.", prior)
            with { WasSoBefore = isSo && prior.WasHeld };
    }

    public async ValueTask<ContainmentOutcome> ApplyAsync(ContainmentOrder order, CancellationToken cancellationToken)
    {
        var call = client.Begin(cancellationToken);
        if (Refuse(order, call) is { } refused)
        {
            return refused;
        }

        if (order.UntilMs <= call.Now.ToUnixTimeMilliseconds())
        {
            return Outcome(call, ContainmentOutcomeKind.Failed, "Its limit in time is over: nothing was done.");
        }

        TargetState now;
        try
        {
            now = await ReadAsync(call, order);
        }
        catch (ConnectorCallException e)
        {
            return Ended(call, ContainmentOutcomeKind.Failed, e.Failure, KnownOf(order));
        }

        var known = KnownOf(order);
        var prior = PriorOf(order, now);
        var isExtension = known is { WasHeld: false } && known.UntilMs != order.UntilMs && EndsByItself(order) && now is { Phase: TargetPhase.Held, IsForeign: false };
        switch (now.PhaseFor(known))
        {
            case TargetPhase.Missing:
                return Outcome(call, ContainmentOutcomeKind.Failed, $"{description.Title} does not know {order.Target.Words}.");
            case TargetPhase.Held when !isExtension:
                return Outcome(call, ContainmentOutcomeKind.Confirmed, $"{now.Words}: nothing was changed.", prior, now.Reference) with { WasSoBefore = prior.WasHeld };
            case TargetPhase.Taking:
                return Later(call, $"{now.Words}.", prior, now.Reference) with { WasSoBefore = prior.WasHeld };
            case TargetPhase.Releasing:
                return Outcome(call, ContainmentOutcomeKind.Failed, $"{now.Words}: it is tried again when that is over.") with { IsTransient = true, RetryAfterMs = AskAgainMs };
            case TargetPhase.Free when !now.CanReadBack && _recent.IsAccepted(order.OperationId):
                return Outcome(call, ContainmentOutcomeKind.Unverified, $"It was accepted before ({Deed(order)}), and {description.Title} cannot be asked about it.", prior);
            default:
                return await ChangeAsync(call, order, now, prior, known);
        }
    }

    public async ValueTask<ContainmentOutcome> VerifyAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken)
    {
        var call = client.Begin(cancellationToken);
        var prior = PriorState.Parse(applied.Prior);
        try
        {
            var now = await ReadAsync(call, order);
            return now.PhaseFor(prior) switch
            {
                TargetPhase.Held => Outcome(call, ContainmentOutcomeKind.Confirmed, $"{now.Words}.", prior, now.Reference) with { WasSoBefore = applied.WasSoBefore },
                TargetPhase.Taking => Later(call, $"{now.Words}.", prior, now.Reference),
                TargetPhase.Missing => Outcome(call, ContainmentOutcomeKind.Failed, $"{description.Title} does not know {order.Target.Words} any more.", prior),
                TargetPhase.Free when !now.CanReadBack => Outcome(call, ContainmentOutcomeKind.Unverified, $"{description.Title} cannot be asked about it.", prior),
                TargetPhase.Free when applied.Kind == ContainmentOutcomeKind.Pending && MayLag(now, prior, call) => Later(call, $"Not yet: {now.Words}.", prior, applied.Reference),
                _ => Outcome(call, ContainmentOutcomeKind.Failed, now.Failure ?? $"It is not so: {now.Words}.", prior),
            };
        }
        catch (ConnectorCallException e)
        {
            // Whoever could not be asked has not said that it is not so.
            return Ended(call, ContainmentOutcomeKind.Unverified, e.Failure, prior);
        }
    }

    public async ValueTask<ContainmentOutcome> RevertAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken)
    {
        var call = client.Begin(cancellationToken);
        var prior = PriorState.Parse(applied.Prior);
        if (applied.WasSoBefore)
        {
            return Outcome(call, ContainmentOutcomeKind.Confirmed, "It was so before: nothing was changed then, and nothing is now.", prior);
        }

        if (prior is null)
        {
            return applied.Kind == ContainmentOutcomeKind.Failed
                ? Outcome(call, ContainmentOutcomeKind.Confirmed, "Nothing was done, so that there is nothing to undo.")
                : Outcome(call, ContainmentOutcomeKind.Failed, "What was there before is not known: a person must look at it.");
        }

        // Of an order that was extended and an outcome of before, or the other way round, the later end is what the product was told.
        order = order with { UntilMs = Math.Max(order.UntilMs, prior.UntilMs) };
        TargetState now;
        try
        {
            now = await ReadAsync(call, order);
        }
        catch (ConnectorCallException e)
        {
            return Ended(call, ContainmentOutcomeKind.Failed, e.Failure, prior);
        }

        var left = now.Phase switch
        {
            _ when now.IsEvent && now.Phase != TargetPhase.Missing => "It has happened and does not last: there is nothing to undo.",
            TargetPhase.Missing => $"{description.Title} does not know {order.Target.Words} any more: there is nothing to undo.",
            TargetPhase.Free => $"{now.Words}: there is nothing to undo.",
            TargetPhase.Held or TargetPhase.Taking when now.IsForeign || (now.MadeBy is { } by && !IsOurs(order, by)) =>
                $"{now.Words}: somebody else has changed it since, and it stays as it is.",
            _ => null,
        };
        if (left is not null)
        {
            _recent.Forget(order.OperationId);
            return Outcome(call, ContainmentOutcomeKind.Confirmed, left, prior);
        }

        return now.Phase == TargetPhase.Releasing ? Later(call, $"{now.Words}.", prior, now.Reference) : await UndoAsync(call, order, now, prior);
    }

    /// <summary>Asks how the target stands.</summary>
    /// <exception cref="ConnectorCallException">It could not be asked.</exception>
    protected abstract ValueTask<TargetState> ReadAsync(ProductCall call, ContainmentOrder order);

    /// <summary>Does it; the answer is the product's number for it, if it has one.</summary>
    /// <exception cref="ConnectorCallException">It was not accepted, or that is not known.</exception>
    protected abstract ValueTask<string?> DoAsync(ProductCall call, ContainmentOrder order, TargetState now);

    /// <summary>Restores what was there before.</summary>
    /// <exception cref="ConnectorCallException">It was not accepted, or that is not known.</exception>
    protected abstract ValueTask UndoneAsync(ProductCall call, ContainmentOrder order, TargetState now, PriorState prior);

    /// <summary>Why this product can never act on such a target; null when it can.</summary>
    protected abstract string? WhyNot(ContainmentOrder order);

    /// <summary>What is done, for people: "the address is tagged soc-block".</summary>
    protected abstract string Deed(ContainmentOrder order);

    private async ValueTask<ContainmentOutcome> ChangeAsync(ProductCall call, ContainmentOrder order, TargetState before, PriorState prior, PriorState? known)
    {
        string? reference = null;
        CallFailure? doubt = null;
        prior = prior with { UntilMs = order.UntilMs, AtMs = call.Now.ToUnixTimeMilliseconds() };
        _recent.Note(order.OperationId, prior, isAccepted: false);
        try
        {
            reference = await DoAsync(call, order, before);
            _recent.Note(order.OperationId, prior, isAccepted: true);
        }
        catch (ConnectorCallException e) when (e.Failure.MayHaveActed)
        {
            doubt = e.Failure;
        }
        catch (ConnectorCallException e)
        {
            if (e.Failure.IsUnknown)
            {
                return Ended(call, ContainmentOutcomeKind.Unverified, e.Failure, prior);
            }

            // Nothing was done now; if an earlier attempt did something, what was before that is still known.
            if (known is null)
            {
                _recent.Forget(order.OperationId);
            }

            return Ended(call, ContainmentOutcomeKind.Failed, e.Failure, known);
        }

        try
        {
            var now = await ReadAsync(call, order);
            return now.PhaseFor(prior) switch
            {
                TargetPhase.Held => Outcome(call, ContainmentOutcomeKind.Confirmed, $"Done: {Deed(order)}.", prior, reference ?? now.Reference),
                TargetPhase.Taking => Later(call, $"{now.Words}.", prior, reference ?? now.Reference),
                TargetPhase.Free when !now.CanReadBack => Ended(call, ContainmentOutcomeKind.Unverified, doubt ?? new CallFailure(CallEnd.Refused, $"Accepted ({Deed(order)}); {description.Title} cannot be asked about it."), prior),
                _ when doubt is not null => Ended(call, ContainmentOutcomeKind.Failed, doubt, prior),
                _ when now.Failure is { } failure => Outcome(call, ContainmentOutcomeKind.Failed, failure, prior),
                _ => Later(call, $"It was accepted, and {description.Title} does not show it yet: {now.Words}.", prior, reference),
            };
        }
        catch (ConnectorCallException e)
        {
            return Ended(call, ContainmentOutcomeKind.Unverified, doubt ?? e.Failure, prior) with { Reference = reference, IsTransient = true };
        }
    }

    private async ValueTask<ContainmentOutcome> UndoAsync(ProductCall call, ContainmentOrder order, TargetState before, PriorState prior)
    {
        CallFailure? doubt = null;
        try
        {
            await UndoneAsync(call, order, before, prior);
        }
        catch (ConnectorCallException e) when (e.Failure.MayHaveActed)
        {
            doubt = e.Failure;
        }
        catch (ConnectorCallException e)
        {
            return Ended(call, e.Failure.IsUnknown ? ContainmentOutcomeKind.Unverified : ContainmentOutcomeKind.Failed, e.Failure, prior);
        }

        try
        {
            var now = await ReadAsync(call, order);
            switch (now.Phase)
            {
                case TargetPhase.Free or TargetPhase.Missing:
                    _recent.Forget(order.OperationId);
                    return Outcome(call, ContainmentOutcomeKind.Confirmed, $"Undone: {now.Words}.", prior);
                case TargetPhase.Releasing:
                    return Later(call, $"{now.Words}.", prior, now.Reference);
                default:
                    return doubt is not null
                        ? Ended(call, ContainmentOutcomeKind.Failed, doubt, prior)
                        : Later(call, $"Undoing was accepted, and {description.Title} does not show it yet: {now.Words}.", prior, now.Reference);
            }
        }
        catch (ConnectorCallException e)
        {
            return Ended(call, ContainmentOutcomeKind.Unverified, doubt ?? e.Failure, prior) with { IsTransient = true };
        }
    }

    private ContainmentOutcome? Refuse(ContainmentOrder order, ProductCall call) =>
        (description.Does(order.Action) ? WhyNot(order) : $"{description.Title} cannot do that.") is { } why
            ? Outcome(call, ContainmentOutcomeKind.Failed, why)
            : null;

    private PriorState? KnownOf(ContainmentOrder order) => PriorState.Parse(order.Prior) ?? _recent.Find(order.OperationId);

    private PriorState PriorOf(ContainmentOrder order, TargetState now) =>
        KnownOf(order)
        ?? (now.MadeBy is { } by && IsOurs(order, by)
            ? new PriorState(WasHeld: false, Detail: null, order.UntilMs)
            : new PriorState(now.Phase is TargetPhase.Held or TargetPhase.Taking, now.Detail, order.UntilMs));

    private static bool IsOurs(ContainmentOrder order, string operation) =>
        string.Equals(operation, order.OperationId, StringComparison.Ordinal) || order.Inherited.Contains(operation, StringComparer.Ordinal);

    private static bool MayLag(TargetState now, PriorState? prior, ProductCall call) =>
        !now.ShowsProgress && now.Failure is null && prior is not null && call.Now.ToUnixTimeMilliseconds() - prior.AtMs <= MaxLagMs;

    private bool EndsByItself(ContainmentOrder order) => description.Actions.Any(a => a.Action == order.Action && a.EndsByItself);

    private static ContainmentOutcome Ended(ProductCall call, ContainmentOutcomeKind kind, CallFailure failure, PriorState? prior = null) =>
        Outcome(call, kind, failure.Reason, prior) with { IsTransient = failure.IsTransient, RetryAfterMs = failure.RetryAfterMs };

    private static ContainmentOutcome Later(ProductCall call, string reason, PriorState? prior, string? reference) =>
        Outcome(call, ContainmentOutcomeKind.Pending, reason, prior, reference) with { RetryAfterMs = AskAgainMs };

    private static ContainmentOutcome Outcome(ProductCall call, ContainmentOutcomeKind kind, string reason, PriorState? prior = null, string? reference = null) => new()
    {
        Kind = kind,
        Reason = call.Redactor.Clean(reason),
        Prior = prior?.ToJson(),
        Reference = reference,
        Exchanges = call.Exchanges,
    };
}
