using System.Collections.Concurrent;
using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Link.Live;
using Soc.Capture.Reset;

namespace Soc.Capture.Tests.Reset;

/// <summary>Captures, follows flows and breaks them off, on a thread of its own.</summary>
internal sealed class LiveAgent : IFlowSink, IResetSink, ILinkWatcher, IFrameTaker, IDisposable
{
    private readonly ConcurrentQueue<ResetCommand> _commands = new();
    private readonly LiveLink _link;
    private readonly PacketSocketSender _sender;
    private readonly FlowTable _table;
    private readonly Resetter _resetter;
    private readonly Thread _thread;
    private volatile bool _isOver;
    private Exception? _failure;

    public LiveAgent(string name, bool isEnabled, NeverBlock neverBlock)
    {
        _link = LiveLink.Open(new LiveOptions { Interface = name, BufferBytes = 16 * 1024 * 1024 }, this, TimeProvider.System);
        _sender = new PacketSocketSender(name);
        _table = new FlowTable(new FlowOptions { MaxFlows = 1_024 }, this, seed: 9);
        _resetter = new Resetter(new ResetOptions { IsEnabled = isEnabled, OwnMac = InterfaceProbe.Read(name).Mac }, neverBlock, _table, _sender, this);
        _thread = new Thread(Run);
        _thread.Start();
    }

    public ConcurrentQueue<ResetReport> Told { get; } = new();

    public static long NowMs => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Our own frames that were seen again.</summary>
    public int OwnFrames { get; private set; }

    public void Accept(ResetTarget target, int validMs = 10_000, string id = "one") => _commands.Enqueue(new ResetCommand(id, "acme", target, NowMs, NowMs + validMs, 10));

    public void Take(Flow flow, FlowEnd why)
    {
        if (why != FlowEnd.Ongoing)
        {
            _resetter.Ended(flow, flow.LastNs);
        }
    }

    public void Take(ResetReport report) => Told.Enqueue(report);

    public void Take(LinkState state, string sentence)
    {
        // Its interface stays as it is.
    }

    /// <summary>Ends it; what it threw is thrown here.</summary>
    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
        _link.Dispose();
        _sender.Dispose();
        if (_failure is not null)
        {
            throw new InvalidOperationException("The agent failed.", _failure);
        }
    }

    public void Take(in RawFrame frame)
    {
        var packet = default(Packet);
        if (PacketDecoder.Decode(frame, ref packet) != DecodeOutcome.Ip)
        {
            return;
        }

        if (_resetter.IsOwn(ref packet))
        {
            OwnFrames++;
        }
        else if (_table.Take(ref packet, out var side) is { } flow)
        {
            _resetter.Take(flow, side, ref packet);
        }
    }

    private void Run()
    {
        try
        {
            while (!_isOver)
            {
                while (_commands.TryDequeue(out var command))
                {
                    _resetter.Accept(command, NowMs * 1_000_000);
                }

                if (_link.Read(this, 1) > 0)
                {
                    continue;
                }

                _resetter.Tick(NowMs * 1_000_000);
                _ = _link.Wait(TimeSpan.FromMilliseconds(5));
            }
        }
#pragma warning disable CA1031 // it is thrown by who ends it
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = e;
        }
    }
}
