using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Soc.Grains.Clients;
using Soc.Grains.Entities;
using EventId = Soc.Model.Events.EventId;
using Soc.Model.Signals;

namespace Soc.Grains.Hosting;

/// <summary>Metrics of the silo. Tags are closed sets: reasons and detector ids, never entities or clients.</summary>
public sealed partial class SiloInstruments
{
    public const string MeterName = "Soc.Silo";

    private readonly Counter<long> _events;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _signals;
    private readonly Counter<long> _entityCalls;
    private readonly Counter<long> _notices;
    private readonly Histogram<double> _eventLag;
    private readonly Histogram<double> _signalLag;
    private readonly Histogram<double> _checkpoint;
    private readonly Meter _meter;
    private readonly FailureNames _names;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public SiloInstruments(IMeterFactory meters, TimeProvider time, ILogger<SiloInstruments> logger)
    {
        _logger = logger;
        _time = time;
        _names = new FailureNames(time);
        var meter = _meter = meters.Create(MeterName);
        _events = meter.CreateCounter<long>("soc_pump_events_total", description: "Events applied to their entities.");
        _drops = meter.CreateCounter<long>("soc_silo_drops_total", description: "Events not used, by reason.");
        _signals = meter.CreateCounter<long>("soc_signals_total", description: "Signals by detector.");
        _entityCalls = meter.CreateCounter<long>("soc_entity_calls_total", description: "Calls to entity grains.");
        _notices = meter.CreateCounter<long>("soc_notices_total", description: "Messages to people, by kind of channel and by outcome: taken, again, refused.");
        _eventLag = meter.CreateHistogram<double>("soc_applied_lag_seconds", "s", "From receipt to applied.");
        _signalLag = meter.CreateHistogram<double>("soc_signal_lag_seconds", "s", "From receipt of the completing event to the signal being durable.");
        _checkpoint = meter.CreateHistogram<double>("soc_checkpoint_seconds", "s", "Length of a checkpoint round.");
    }

    /// <summary>Shows what is in the partitions read here and not applied, and how many these are.</summary>
    public void Watch(Func<long> backlog, Func<long> partitions)
    {
        _meter.CreateObservableGauge("soc_log_lag_entries", backlog, description: "Entries of the partitions read here that are durable and not applied.");
        _meter.CreateObservableGauge("soc_log_partitions", partitions, description: "Partitions of the event log that this process reads.");
    }

    public void Applied(int events, int entityCalls, long oldestReceivedMs)
    {
        _events.Add(events);
        _entityCalls.Add(entityCalls);
        _eventLag.Record(Math.Max(0, _time.GetUtcNow().ToUnixTimeMilliseconds() - oldestReceivedMs) / 1000.0);
    }

    /// <summary>Takes what an entity did not use: events that came twice, and steps of a detector that threw.</summary>
    public void Report(LiveEntity entity)
    {
        if (entity.HasCounts)
        {
            Report(entity.TakeCounts());
        }
    }

    /// <inheritdoc cref="Report(LiveEntity)"/>
    public void Report(ClientCore client)
    {
        if (client.HasCounts)
        {
            Report(client.TakeCounts());
        }
    }

    private void Report(EntityCounts counts)
    {
        if (counts.Duplicates > 0)
        {
            Dropped("duplicate_event", counts.Duplicates);
        }

        if (counts.DetectorFailures > 0)
        {
            Dropped("detector_error", counts.DetectorFailures);
        }

        foreach (var failure in counts.Named.Where(f => _names.MayName(f.Detector)))
        {
            LogDetectorFailure(failure.Reason, failure.Detector, failure.Event);
        }
    }

    public void Dropped(string reason, long count) => _drops.Add(count, new KeyValuePair<string, object?>("reason", reason));

    /// <param name="kind">Kind of the channel ("smtp"); "unknown" for one that is not set up.</param>
    /// <param name="outcome">"taken", "again" or "refused".</param>
    public void NoticeSent(string kind, string outcome) =>
        _notices.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));

    public void Checkpointed(TimeSpan took) => _checkpoint.Record(took.TotalSeconds);

    public void Signals(IReadOnlyList<Signal> signals)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var signal in signals)
        {
            _signals.Add(1, new KeyValuePair<string, object?>("detector", signal.Detector));
            _signalLag.Record(Math.Max(0, now - signal.ReceivedMs) / 1000.0);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Detector {Detector} threw on event {Event}, and all else goes on without it: this is a defect of the detector. Every such step is counted, some of a minute are named")]
    private partial void LogDetectorFailure(Exception exception, string detector, EventId @event);
}
