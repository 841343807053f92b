namespace Soc.Capture.Link;

internal enum FormatStepKind
{
    /// <summary>The file ends here, as it should.</summary>
    End,

    Frame,

    /// <summary>Something else, to be passed over.</summary>
    Skip,

    /// <summary>The file ends in the middle of something, or makes no sense from here on.</summary>
    Damaged,
}
