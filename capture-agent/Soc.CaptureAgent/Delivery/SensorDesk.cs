using System.Reflection;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Soc.Capture.Reset;
using Soc.CaptureAgent.Batching;
using Soc.CaptureAgent.Capturing;
using Soc.CaptureAgent.Enrolment;
using Soc.CaptureAgent.Settings;
using Soc.CaptureAgent.Spool;
using Soc.SensorProtocol;
using ResetOutcome = Soc.SensorProtocol.ResetOutcome;

namespace Soc.CaptureAgent.Delivery;

/// <summary>Speaks for this sensor, and takes what the gateway asks of it: only what the authority signed.</summary>
internal sealed partial class SensorDesk(
    CaptureService capture, ConfigurationFile file, CommandFile commandFile, CaptureOptions local, EventQueue queue, DiskSpool spool, DeliveryState state, TimeProvider time, ILogger<SensorDesk> logger) : IGatewayWatcher
{
    /// <summary>First word of what is signed.</summary>
    public const string ConfigurationKind = "configuration";

    public const string CommandKind = "command";

    private string? _refused;

    public static ResetOutcome OutcomeOf(ResetReport report) => new()
    {
        CommandId = report.CommandId,
        Outcome = report.Outcome.ToString().ToLowerInvariant(),
        Reason = report.Detail.Length == 0 ? report.Reason.ToString() : $"{report.Reason}: {report.Detail}",
        Connections = report.Connection is null ? 0 : 1,
    };

    public Hello Hello() => new()
    {
        Version = typeof(SensorDesk).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0",
        ConfigurationVersion = capture.Configuration.Version,
        ResetsEnabled = local.ResetsEnabled,
    };

    public Heartbeat Heartbeat()
    {
        var beat = new Heartbeat { AtMs = time.GetUtcNow().ToUnixTimeMilliseconds() };
        void Figure(string name, long value) => beat.Figures.Add(new Figure { Name = name, Value = value });
        var links = capture.Figures;
        Figure("configuration_version", capture.Configuration.Version);
        Figure("interfaces", links.Count);
        Figure("interfaces_up", links.Count(l => string.Equals(l.State, "up", StringComparison.Ordinal)));
        Figure("frames", links.Sum(l => l.Frames));
        Figure("bytes", links.Sum(l => l.Bytes));
        Figure("kernel_drops", links.Sum(l => l.KernelDropped));
        Figure("interface_drops", links.Sum(l => l.InterfaceDropped));
        Figure("not_understood", links.Sum(l => l.NotUnderstood));
        Figure("flows", links.Sum(l => l.Flows));
        Figure("flows_evicted", links.Sum(l => l.FlowsEvicted));
        Figure("parser_failures", links.Sum(l => l.ParserFailures));
        Figure("readings_given_up", links.Sum(l => l.ReadingsGivenUp));
        Figure("clock_set_back", links.Sum(l => l.ClockSetBacks));
        Figure("newest_frame_ms", links.Count == 0 ? 0 : links.Max(l => l.NewestNs) / 1_000_000);
        Figure("events", queue.Taken);
        Figure("events_dropped_queue", queue.Dropped);
        Figure("events_dropped_spool_full", (long)spool.DroppedWhenFull);
        Figure("events_dropped_disk", (long)spool.DroppedByDisk);
        Figure("spool_bytes", spool.Bytes);
        Figure("spool_batches", spool.Count);
        Figure("spool_damaged", spool.Damaged);
        Figure("batches_delivered", state.BatchesDelivered);
        Figure("batches_retried", state.BatchesRetried);
        Figure("batches_refused", state.BatchesRefused);
        beat.Interfaces.AddRange(links.Select(l => new Interface { Name = l.Interface, State = l.State, NewestFrameMs = l.NewestNs / 1_000_000, Frames = l.Frames }));
        beat.Problems.AddRange(links.Where(l => l.Problem is not null).Select(l => l.Problem!));
        if (spool.Trouble is { } trouble)
        {
            beat.Problems.Add(trouble);
        }

        if (_refused is { } refused)
        {
            beat.Problems.Add(refused);
        }

        return beat;
    }

    public void Configured(SensorIdentity identity, Configuration configuration)
    {
        if (!identity.IsSigned(ConfigurationKind, configuration.Document.Span, configuration.Signature.Span))
        {
            Refuse("A configuration was not signed by the authority, and is not used.");
            return;
        }

        try
        {
            var read = SensorConfiguration.Parse(configuration.Document.Span, local);
            if (read.Version <= capture.Configuration.Version)
            {
                return;
            }

            _ = NeverBlocked.Of(read.Over(local).NeverBlock);
            file.Write(configuration.Document.Span);
            capture.Configure(read);
            _refused = null;
            LogConfigured(read.Version);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Refuse($"The configuration from the gateway is not used, and the one before it stays: {e.Message}");
        }
    }

    public void Commanded(SensorIdentity identity, SignedCommand command)
    {
        if (!identity.IsSigned(CommandKind, command.Document.Span, command.Signature.Span))
        {
            Refuse("A command was not signed by the authority, and is not carried out.");
            return;
        }

        try
        {
            var read = CommandDocument.Read(command.Document.Span, identity.SensorId, identity.Client);
            if (read.Withdraws is null)
            {
                capture.Command(read.Command(), command.Document.ToByteArray(), command.Signature.ToByteArray());
            }
            else
            {
                capture.Withdraw(read.Withdrawal(time.GetUtcNow().ToUnixTimeMilliseconds()), identity.Client);
            }
        }
        catch (InvalidOperationException e)
        {
            Refuse($"A command is not carried out: {e.Message}");
        }
    }

    /// <summary>Goes on with the commands that stood when this program ended; each is judged anew.</summary>
    public void Restore(string stateDirectory)
    {
        using var identity = SensorIdentity.Load(stateDirectory);
        foreach (var stored in commandFile.Read())
        {
            Commanded(identity, new SignedCommand { Document = ByteString.CopyFrom(stored.Document), Signature = ByteString.CopyFrom(stored.Signature) });
        }
    }

    private void Refuse(string why)
    {
        _refused = why;
        LogRefused(why);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Configuration {Version} is in use")]
    private partial void LogConfigured(long version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Why}")]
    private partial void LogRefused(string why);
}
