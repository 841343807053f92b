using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Soc.Capture.Decode;
using Soc.Capture.Export;
using Soc.Capture.Flows;
using Soc.Capture.Link.Live;
using Soc.Capture.Payload;
using Soc.Capture.Reset;
using Soc.CaptureAgent.Settings;

namespace Soc.CaptureAgent.Capturing;

/// <summary>Captures on one interface, on a thread of its own, until it is stopped. What goes wrong is said, and tried again.</summary>
internal sealed partial class CaptureThread : ILinkWatcher, IResetSink
{
    private const long NsPerMs = 1_000_000;
    private const int FramesBetweenLooks = 4_096;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FiguresEvery = TimeSpan.FromSeconds(1);

    private readonly string _interface;
    private readonly CaptureOptions _options;
    private readonly IEventSink _sink;
    private readonly Action<ResetReport> _told;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StandingCommands _commands;
    private Thread? _thread;
    private long _lookedAt;
    private string _state = "starting";
    private string? _problem;
    private volatile bool _isLive;

    /// <param name="commands">What is to be broken off, by whatever link sees it.</param>
    /// <param name="told">Gets what came of commands.</param>
    public CaptureThread(string name, CaptureOptions options, IEventSink sink, StandingCommands commands, Action<ResetReport> told, TimeProvider time, ILogger logger)
    {
        (_interface, _options, _sink, _commands, _told, _time, _logger) = (name, options, sink, commands, told, time, logger);
        Figures = new LinkFigures(name, _state, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public LinkFigures Figures { get; private set; }

    /// <summary>When it last looked up from its frames, by the clock's timestamps; 0 before it began.</summary>
    public long LookedAt => Interlocked.Read(ref _lookedAt);

    public void Start(CancellationToken stopping)
    {
        _thread = new Thread(() => Run(stopping)) { Name = "capture " + _interface, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Waits for its end.</summary>
    public bool Join(TimeSpan atMost) => _thread?.Join(atMost) ?? true;

    /// <summary>It sees frames, and carries commands out.</summary>
    public bool IsLive => _isLive;

    public void Take(LinkState state, string sentence)
    {
        (_state, _problem) = (state.ToString().ToLowerInvariant(), state == LinkState.Up ? null : sentence);
        if (state == LinkState.Up)
        {
            LogUp(sentence);
        }
        else
        {
            LogTrouble(sentence);
        }
    }

    public void Take(ResetReport report) => _told(report);

    private void Run(CancellationToken stopping)
    {
        CompileAhead();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Live(stopping);
            }
#pragma warning disable CA1031 // a defect must not end the capture for good
            catch (Exception e)
#pragma warning restore CA1031
            {
                Take(e is LiveLinkException link ? link.State : LinkState.Failed, e.Message);
                Figures = Figures with { State = _state, Problem = _problem };
                Interlocked.Exchange(ref _lookedAt, _time.GetTimestamp());
                using var pause = new CancellationTokenSource(RetryAfter, _time);
                WaitHandle.WaitAny([stopping.WaitHandle, pause.Token.WaitHandle]);
            }
        }
    }

    // Once a process, and not where a link is opened: opened anew after a defect, it would stand still for that long each time.
    private void CompileAhead()
    {
        try
        {
            Ahead.Once();
        }
#pragma warning disable CA1031 // it only makes the first frames faster
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogTrouble($"Not everything could be compiled ahead, and the first frames may be dropped: {e.Message}");
        }
    }

    private void Live(CancellationToken stopping)
    {
        using var link = LiveLink.Open(
            new LiveOptions { Interface = _interface, Filter = _options.Filter, BufferBytes = _options.BufferMegabytes * 1024 * 1024, FrameBytes = _options.SnapLengthBytes }, this, _time);
        var random = RandomNumberGenerator.GetBytes(24);
        var engine = new CaptureEngine(
            new FlowOptions { MaxFlows = _options.MaxFlows },
            ProtocolCatalog.Load(),
            new EventIds(new UInt128(BitConverter.ToUInt64(random), BitConverter.ToUInt64(random, 8))),
            _options.SensorName,
            BitConverter.ToUInt64(random, 16),
            _sink);
        using var sender = new PacketSocketSender(_interface);
        var resetter = engine.Arm(
            new ResetOptions { IsEnabled = _options.ResetsEnabled, OwnMac = link.Interface.Mac, Mark = (ushort)(BitConverter.ToUInt16(random) | 1) }, NeverBlocked.Of(_options.NeverBlock), sender, this);
        var carrying = new CarriedCommands(resetter);
        try
        {
            _isLive = true;
            Live(link, engine, carrying, stopping);
        }
        finally
        {
            _isLive = false;
            resetter.Close(_time.GetUtcNow().ToUnixTimeMilliseconds() * NsPerMs);
        }
    }

    private void Live(LiveLink link, CaptureEngine engine, CarriedCommands carrying, CancellationToken stopping)
    {
        var nextFigures = 0L;
        while (!stopping.IsCancellationRequested)
        {
            var read = link.Read(engine, FramesBetweenLooks);

            Interlocked.Exchange(ref _lookedAt, _time.GetTimestamp());
            var nowNs = _time.GetUtcNow().ToUnixTimeMilliseconds() * NsPerMs;
            carrying.Follow(_commands, nowNs);
            engine.Tick(nowNs);
            if (_time.GetTimestamp() >= nextFigures)
            {
                nextFigures = _time.GetTimestamp() + (long)(FiguresEvery.TotalSeconds * _time.TimestampFrequency);
                Tell(link, engine);
            }

            if (read == 0)
            {
                link.Wait(LongestWait);
            }
        }

        engine.End();
        Tell(link, engine);
    }

    private void Tell(LiveLink link, CaptureEngine engine)
    {
        var statistics = link.Statistics;
        var counts = engine.Counts;
        if (engine.ClockSetBacks > Figures.ClockSetBacks)
        {
            LogSetBack(_interface);
        }

        Figures = new LinkFigures(
            _interface,
            _state,
            _problem,
            counts.Frames,
            counts.Bytes,
            statistics.Received,
            statistics.Dropped,
            statistics.InterfaceDropped,
            counts.Frames - counts.Outcomes[(int)DecodeOutcome.Ip] - counts.Outcomes[(int)DecodeOutcome.Arp] - counts.Outcomes[(int)DecodeOutcome.Other],
            engine.FlowCount,
            engine.FlowsEvicted,
            engine.ParserFailures,
            engine.ReadingsGivenUp,
            engine.ClockSetBacks,
            counts.NewestNs);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Sentence}")]
    private partial void LogUp(string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock was set back: all flows on {Interface} end and begin anew, and commands to reset end")]
    private partial void LogSetBack(string @interface);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence}")]
    private partial void LogTrouble(string sentence);
}
