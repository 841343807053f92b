namespace Soc.Capture.Flows;

/// <summary>Flows that are over when nothing comes for the same time, the longest waiting first. A flow that got something meanwhile is put behind when its turn comes, not with each packet.</summary>
internal sealed class FlowQueue(long timeoutNs, bool isFixed)
{
    private Flow? _first;
    private Flow? _last;

    /// <summary>Who has waited longest; null when there is nobody.</summary>
    public Flow? First => _first;

    public void Add(Flow flow)
    {
        flow.QueuedNs = isFixed ? flow.FirstNs : flow.LastNs;
        (flow.Queue, flow.Before, flow.Behind) = (this, _last, null);
        if (_last is null)
        {
            _first = flow;
        }
        else
        {
            _last.Behind = flow;
        }

        _last = flow;
    }

    public void Remove(Flow flow)
    {
        if (flow.Before is null)
        {
            _first = flow.Behind;
        }
        else
        {
            flow.Before.Behind = flow.Behind;
        }

        if (flow.Behind is null)
        {
            _last = flow.Before;
        }
        else
        {
            flow.Behind.Before = flow.Before;
        }

        (flow.Queue, flow.Before, flow.Behind) = (null, null, null);
    }

    /// <summary>A flow whose time is over; null when there is none.</summary>
    public Flow? Due(long nowNs)
    {
        while (_first is { } flow && flow.QueuedNs + timeoutNs <= nowNs)
        {
            if (isFixed || flow.LastNs + timeoutNs <= nowNs)
            {
                return flow;
            }

            Remove(flow);
            Add(flow);
        }

        return null;
    }
}
